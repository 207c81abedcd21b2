import { apiReference } from "@/lib/web/api-reference/reference";
import type { HttpMethod, Method } from "@/lib/web/guard/method";
import { apiFiles, apiMethods, routeOf } from "@/scripts/docs/routes";

const operations = apiReference().groups.flatMap((group) => group.operations);

const methods = apiFiles().flatMap((file) =>
  Object.entries(apiMethods(file) ?? {})
    .filter((entry): entry is [HttpMethod, Method] => Boolean(entry[1].response))
    .map(([name, method]) => ({ name, method, route: routeOf(file) })),
);

test.each(methods)(
  "$name $route has an example call that its schemas accept",
  ({ name, route, method }) => {
    const path = route.replace(/\[(\w+)\]/g, "{$1}");
    const found = operations.find(
      (operation) => operation.verb === name && operation.path === path,
    );
    const [, address = ""] = /curl (?:-X \w+ )?http:\/\/[^/]+(\S+)/.exec(found?.call ?? "") ?? [];
    const names = [...route.matchAll(/\[(\w+)\]/g)].map(([, param]) => param);
    const pattern = new RegExp(`^${route.replace(/\[\w+\]/g, "([^/]+)")}$`);
    const [whole, ...values] = pattern.exec(address) ?? [];
    expect(whole).toBe(address);
    const params = Object.fromEntries(values.map((value, at) => [names[at], value]));
    expect(method.params?.safeParse(params).error).toBeUndefined();
    const [, body = "{}"] = / -d '(.*)'$/.exec(found?.call ?? "") ?? [];
    expect(method.body?.safeParse(JSON.parse(body)).error).toBeUndefined();
  },
);

test("an operation that asks for a session shows its cookie, and one that changes something its origin", () => {
  const alsoToVisitors = /\/api\/(language|auth\/(session|signout|signin\/…)) /;
  for (const { verb, access, call } of operations) {
    const open = access === "public" || access === "anonymous";
    expect([call, / -b "/.test(call)]).toEqual([call, !open || alsoToVisitors.test(call)]);
    expect([call, /"Origin: /.test(call)]).toEqual([call, verb !== "GET"]);
  }
});
