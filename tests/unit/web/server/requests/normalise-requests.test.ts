import { originForm } from "@/lib/web/server/requests/normalise-requests";

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
])("%s is the path %s", (target, path) => {
  expect(originForm(target)).toBe(path);
});
