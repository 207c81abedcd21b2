import { NextRequest } from "next/server";
import { createRouteMatcher } from "@/lib/platform/http/route-matcher";

const matches = (patterns: string[], path: string) =>
  createRouteMatcher(patterns)(new NextRequest(new URL(path, "http://localhost:3000")));

test.each(["/admin", "/admin/", "/admin/users", "/admin/users/1/edit", "/admin?page=2"])(
  "/admin and all below: %s",
  (path) => {
    expect(matches(["/admin{/*path}"], path)).toBe(true);
  },
);

test.each([
  "/",
  "/administrators",
  "/admin-tools",
  "/admin.json",
  "/my/admin",
  "/adm",
  "/x?/admin",
])("not below /admin: %s", (path) => {
  expect(matches(["/admin{/*path}"], path)).toBe(false);
});

test("one of several patterns is enough", () => {
  expect(matches(["/signin", "/signup"], "/signup")).toBe(true);
  expect(matches(["/signin", "/signup"], "/signout")).toBe(false);
  expect(matches(["/signin", "/signup"], "/signin/more")).toBe(false);
});

test("a dot in a pattern is a dot", () => {
  expect(matches(["/feed.xml"], "/feed.xml")).toBe(true);
  expect(matches(["/feed.xml"], "/feedaxml")).toBe(false);
});

test("a malformed pattern fails at once, not at the first request", () => {
  expect(() => createRouteMatcher(["/admin{"])).toThrow();
});
