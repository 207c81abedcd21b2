import { parseDatabaseUrl } from "@/lib/platform/config/database-url.mjs";

const parsed = (rest: string) => parseDatabaseUrl(`postgres://${rest}`);

describe("what the driver gets", () => {
  test.each([
    ["ada:x@db/app", "postgres://ada:x@db/app"],
    ["ada:x@db:5433/app?sslmode=verify-full", "postgres://ada:x@db:5433/app?sslmode=verify-full"],
    ["ada:p%40ss%2Fw@[::1]/app", "postgres://ada:p%40ss%2Fw@[::1]/app"],
    ["db", "postgres://db/"],
    ["u:p@/app?host=%2Frun%2Fpostgresql", "postgres://u:p@/app?host=%2Frun%2Fpostgresql"],
    ["%2Frun%2Fpostgresql/app", "postgres://%2Frun%2Fpostgresql/app"],
    ["db/app?pgbouncer=true", "postgres://db/app"],
    ["db/app?schema=public", "postgres://db/app"],
    ["db/app?schema=auth", "postgres://db/app?options=-csearch_path%3Dauth"],
    ["db/app?options=-c%20search_path%3Dauth", "postgres://db/app?options=-csearch_path%3Dauth"],
    ["db/app?schema=auth&pgbouncer=true", "postgres://db/app"],
  ])("%s", (url, server) => {
    expect(parsed(url).servers).toEqual([server]);
  });

  test("one server at a time, in order, and only one that accepts writes", () => {
    const { servers, place, readWrite } = parsed("u:p@one,two:5433,[::1]:5434/app?sslmode=disable");
    expect(servers).toEqual([
      "postgres://u:p@one/app?sslmode=disable",
      "postgres://u:p@two:5433/app?sslmode=disable",
      "postgres://u:p@[::1]:5434/app?sslmode=disable",
    ]);
    expect(place).toBe("one,two:5433,[::1]:5434");
    expect(readWrite).toBe(true);
  });
});

test.each([
  ["db/app", { schema: "public", pgbouncer: false, readWrite: false }],
  ["db/app?schema=auth", { schema: "auth" }],
  ["db/app?options=-csearch_path%3Dauth", { schema: "auth" }],
  ["db/app?pgbouncer=true", { pgbouncer: true }],
  ["db/app?target_session_attrs=read-write", { readWrite: true }],
])("what else %s says", (url, said) => {
  expect(parsed(url)).toMatchObject(said);
});

describe("what is refused, without naming the password", () => {
  test.each([
    ["u:hunter2/x@db/app", "must be percent-encoded"],
    ["u:hunter2#x@db/app", "must be percent-encoded"],
    ["u:hunter2?x@db/app", "must be percent-encoded"],
    ["u:hunter2%x@db/app", "must be percent-encoded"],
    ["db:many/app", "a port is a number"],
    ["one,,two/app", "names a host that is empty"],
    ["db/app?connection_limit=5", "connection_limit: set DATABASE_POOL instead"],
    ["db/app?currentSchema=auth", "currentSchema: write schema=NAME instead"],
    ["db/app?search_path=auth", "search_path: write schema=NAME instead"],
    ["db/app?colour=red", "has an unknown parameter, colour"],
    ["db/app?pgbouncer=yes", "neither true nor false"],
    ["db/app?target_session_attrs=standby", "not any, read-write or primary"],
    ["db/app?sslmode=verify_full", "an sslmode that is not one of disable, prefer, "],
    ["db/app?schema=a,b", "not one plain name"],
    ["db/app?schema=Auth", "not one plain name"],
    ["db/app?options=-cwork_mem%3D4MB", "only that one is understood"],
    ["db/app?schema=a&options=-csearch_path%3Db", "names two schemas"],
  ])("%s", (url, reason) => {
    expect(() => parsed(url)).toThrow(reason);
    expect(() => parsed(url)).not.toThrow("hunter2");
  });
});
