import { answeredAt, originForm } from "@/lib/web/server/requests/normalise-requests";

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
