import { listBehind } from "@/lib/features/admin/user-list";
import { listIn, queryOf, withList, withQuery } from "@/lib/platform/http/lists/list-address";

const AFTER = "0193a0a0-0000-7000-8000-000000000001";

test("a query leaves out what is empty, and an address without a query has no question mark", () => {
  expect(queryOf({ q: "Ada & Bob", sort: null, role: undefined, after: "" })).toBe("q=Ada+%26+Bob");
  expect(withQuery("/admin", "")).toBe("/admin");
  expect(withQuery("/admin?a=1", "b=2")).toBe("/admin?a=1&b=2");
});

test("the page of one user gives back the list it was opened from", () => {
  const list = queryOf({ q: "Ada & Bob", role: "admin", sort: "name", after: AFTER });
  const { searchParams } = new URL(withList("/admin/users/1", list), "http://localhost");
  const query = Object.fromEntries(searchParams);
  expect(listIn(query)).toBe(list);
  const back = new URLSearchParams(listBehind(query));
  expect(Object.fromEntries(back)).toEqual({
    q: "Ada & Bob",
    role: "admin",
    sort: "name",
    after: AFTER,
  });
});

test.each([
  ["nothing", undefined],
  ["another site", "https://evil.example"],
  ["another host", "//evil.example"],
  ["a path", "../settings"],
  ["the usual order", "sort=newest"],
  ["unknown parameters", "next=%2F%2Fevil.example&choose=all"],
  ["values that no list has", "sort=drop&role=root&after=1&status=%00"],
  ["something overlong", `q=${"a".repeat(1_000)}`],
])("%s in its place is no list", (_, list) => {
  expect(listBehind({ list })).toBe("");
});

test("of several lists the first one counts", () => {
  expect(listBehind({ list: ["q=ada", "q=bob"] })).toBe("q=ada");
});
