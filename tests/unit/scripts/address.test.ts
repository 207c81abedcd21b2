import { once } from "node:events";
import { createServer } from "node:net";
import { addressOf, requireFree } from "@/scripts/start/address.mjs";

const LOCAL = "http://localhost:4000";
const PUBLIC = "https://accounts.example.com";
const THIS_MACHINE = "127.0.0.1";
const ALL = "0.0.0.0";

test.each<[string, Record<string, string>, string, number]>([
  ["nothing", {}, ALL, 3000],
  ["a local origin", { NEXTAUTH_URL: LOCAL }, THIS_MACHINE, 4000],
  ["a name below localhost", { NEXTAUTH_URL: "http://app.localhost:4000" }, THIS_MACHINE, 4000],
  ["a local origin without a port", { NEXTAUTH_URL: "http://localhost" }, THIS_MACHINE, 80],
  ["a local origin by IPv6", { NEXTAUTH_URL: "http://[::1]:4000" }, "::1", 4000],
  ["a local origin, and another port", { NEXTAUTH_URL: LOCAL, PORT: "5000" }, THIS_MACHINE, 5000],
  ["a public origin", { NEXTAUTH_URL: PUBLIC }, ALL, 3000],
  ["a proxy", { NEXTAUTH_URL: PUBLIC, TRUSTED_PROXY_HOPS: "1" }, THIS_MACHINE, 3000],
  ["a proxy here", { NEXTAUTH_URL: PUBLIC, TRUSTED_PROXIES: "127.0.0.1, ::1" }, THIS_MACHINE, 3000],
  ["a proxy elsewhere", { NEXTAUTH_URL: PUBLIC, TRUSTED_PROXIES: "10.0.0.0/8" }, ALL, 3000],
  ["what HOST says", { NEXTAUTH_URL: LOCAL, HOST: "10.0.0.7" }, "10.0.0.7", 4000],
  ["what is checked later", { NEXTAUTH_URL: "garbage", PORT: "" }, ALL, 3000],
])("with %s", (_, env, host, port) => {
  expect(addressOf(env)).toEqual({ host, port });
});

test("a taken port and another machine's address are reported", async () => {
  const other = createServer().listen(0, THIS_MACHINE);
  await once(other, "listening");
  const { port } = other.address() as { port: number };
  await expect(requireFree({ host: THIS_MACHINE, port })).rejects.toThrow(`Port ${port} is in use`);
  await expect(requireFree({ host: "192.0.2.1", port: 0 })).rejects.toThrow("HOST is 192.0.2.1");
  other.close();
  await once(other, "close");
  await expect(requireFree({ host: THIS_MACHINE, port })).resolves.toBeUndefined();
});

test.each([
  ["accounts.example.com", 0],
  ["[::1]", 0],
  [THIS_MACHINE, 70_000],
  [THIS_MACHINE, 1.5],
])(
  "%s, port %s is left to the check of all variables, which names the wrong one",
  async (host, port) => {
    await expect(requireFree({ host, port })).resolves.toBeUndefined();
  },
);
