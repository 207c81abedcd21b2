import { answeredAt, originForm, shortQuery } from "@/lib/web/server/requests/normalise-requests";

test.each([
  ["/dashboard?a=b", "/dashboard?a=b"],
  ["http://evil.example/x?a=b", "/x?a=b"],
  ["HTTPS://user@evil.example:8443/x", "/x"],
  ["http://evil.example", "/"],
  ["http://evil.example?a=b", "/?a=b"],
  ["/next?url=http://evil.example/x", "/next?url=http://evil.example/x"],
  ["*", "/*"],
  ["/%64ashboard?a=%", "/%64ashboard?a=%"],
  ["/api/me%", "/api/me%25"],
  ["/%64ashboard%ff?a=%ff", "/%2564ashboard%25ff?a=%ff"],
  ["//evil.example", "//evil.example"],
])("%s becomes the path %s", (target, path) => {
  expect(originForm(target)).toBe(path);
});

test.each([
  ["/500", "/not-an-address"],
  ["/500?x=/500", "/not-an-address?x=/500"],
  ["/_next/data/build/500.json?x=1", "/_next/data/build/not-an-address.json?x=1"],
  ["/.well-known/passkey-endpoints", "/api/well-known/passkey-endpoints"],
  ["/5000", "/5000"],
  ["/500/500", "/500/500"],
  ["/dashboard?next=/500", "/dashboard?next=/500"],
  ["/_next/data/build/dashboard.json", "/_next/data/build/dashboard.json"],
])("%s is answered at %s", (address, other) => {
  expect(answeredAt(address)).toBe(other);
});

const parameters = (count: number) => Array.from({ length: count }, (_, n) => `a=${n}`).join("&");

test("87 a query has no more parameters than any form of ours sends", () => {
  const most = `/signin?${parameters(250)}`;
  expect(shortQuery(most)).toBe(most);
  expect(shortQuery(`${most}&`)).toBe(most);
  expect(shortQuery(`/signin?${parameters(5_000)}`)).toBe(most);
  for (const short of ["/signin", "/a&b", "/signin?", "/signin?a=1&b=2"]) {
    expect(shortQuery(short)).toBe(short);
  }
});
