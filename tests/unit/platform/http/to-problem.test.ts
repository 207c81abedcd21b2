import { Problem, unavailable } from "@/lib/platform/core/problem";
import { toProblem } from "@/lib/platform/http/to-problem";

test("a problem speaks for itself", () => {
  const problem = new Problem("last_admin");
  expect(toProblem(problem)).toBe(problem);
});

test.each([
  new Error("SELECT hash FROM Password"),
  Object.assign(new Error("bad gateway"), { status: 502, code: "E_UPSTREAM" }),
  "a string",
  null,
  undefined,
  { code: "forbidden", status: 403 },
])("anything else is not revealed: %p [V13.4.2 V16.3.4 V16.5.1 V16.5.4]", (thrown) => {
  const problem = toProblem(thrown);
  expect(problem.toJSON()).toEqual(new Problem("internal").toJSON());
});

test("a database that does not answer gives 503", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  expect(toProblem(refused).toJSON()).toEqual(unavailable().toJSON());
  expect(toProblem(refused).retryAfter).toBe(5);
});
