import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import {
  answerDirectly,
  directRoutes,
  type Manifests,
} from "@/lib/web/server/requests/direct-routes";

const EVERY_PATH = "^.*$";
const OWN = "^/api/me(?:/)?$";

function manifests(routes: Partial<Manifests["routes-manifest"]> = {}): Manifests {
  return {
    "pages-manifest": {
      "/": "pages/index.js",
      "/api/me": "pages/api/me.js",
      "/api/me/events": "pages/api/me/events.js",
      "/api/me/sessions/[id]": "pages/api/me/sessions/[id].js",
      "/api/[...unknown]": "pages/api/[...unknown].js",
      "/apiary": "pages/apiary.js",
    },
    "routes-manifest": {
      basePath: "",
      redirects: [],
      headers: [],
      rewrites: { beforeFiles: [], afterFiles: [], fallback: [] },
      ...routes,
    },
    "middleware-manifest": { middleware: {}, functions: {} },
    "functions-config-manifest": { functions: {} },
  };
}

const paths = (given: Manifests) => [...directRoutes(given).keys()];

test("an API route goes directly if its path has no parameter; a page never", () => {
  expect(paths(manifests())).toEqual(["/api/me", "/api/me/events"]);
});

test.each<[string, Partial<Manifests["routes-manifest"]>]>([
  ["a redirect", { redirects: [{ regex: OWN }] }],
  ["a header", { headers: [{ regex: OWN }] }],
  ["a rewrite before files", { rewrites: { beforeFiles: [{ regex: OWN }] } }],
  ["a fallback", { rewrites: { fallback: [{ regex: OWN }] } }],
  ["a rule in capitals", { headers: [{ regex: "^/API/ME$" }] }],
])("%s that may be about a route leaves it to Next", (_what, routes) => {
  expect(paths(manifests(routes))).toEqual(["/api/me/events"]);
});

test.each([
  ["for Node", "functions-config-manifest", "functions"],
  ["for the edge", "middleware-manifest", "middleware"],
  ["of a function for the edge", "middleware-manifest", "functions"],
] as const)("a matcher of middleware %s leaves its routes to Next", (_where, file, part) => {
  const given = manifests();
  Object.assign(given[file], { [part]: { "/_middleware": { matchers: [{ regexp: OWN }] } } });
  expect(paths(given)).toEqual(["/api/me/events"]);
  Object.assign(given[file], { [part]: { "/": { matchers: [{ regexp: EVERY_PATH }] } } });
  expect(paths(given)).toEqual([]);
});

test.each([{ basePath: "/app" }, { i18n: { locales: ["en", "de"] } }])(
  "no route goes directly where a path alone does not name it: %j",
  (routes) => {
    expect(paths(manifests(routes))).toEqual([]);
  },
);

describe("a server", () => {
  const PLAIN = "module.exports = { handler: async (req, res) => res.end('directly ' + req.url) };";
  const LONG = `${"a".repeat(5000)}.`;
  let server: Server;
  let origin: string;

  beforeEach(async () => {
    process.env.BUILD_FOLDER = mkdtempSync(path.join(os.tmpdir(), "built-"));
    const write = (file: string, text: string) => {
      const target = path.join(process.env.BUILD_FOLDER ?? "", file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    };
    const { "routes-manifest": routes, ...others } = manifests();
    others["pages-manifest"] = {
      "/api/plain": "plain.js",
      "/api/waits": "waits.js",
      "/api/long": "long.js",
      "/api/throws": "throws.js",
      "/api/broken": "broken.js",
      "/api/half": "half.js",
    };
    write("routes-manifest.json", JSON.stringify(routes));
    write("required-server-files.json", JSON.stringify({ config: { compress: true } }));
    for (const [name, text] of Object.entries(others))
      write(`server/${name}.json`, JSON.stringify(text));
    write("server/plain.js", PLAIN);
    write(
      "server/waits.js",
      `const { handler } = (() => { const module = {}; ${PLAIN}
      return module.exports; })(); module.exports = Promise.resolve({ handler });`,
    );
    write(
      "server/long.js",
      `module.exports = { handler: async (req, res) => { res.setHeader("Content-Type", "text/plain");
       res.end(${JSON.stringify(LONG)}); } };`,
    );
    write(
      "server/throws.js",
      "module.exports = { handler: async () => { throw new Error('no'); } };",
    );
    write(
      "server/half.js",
      "module.exports = { handler: async (req, res) => { res.write('half'); throw new Error('no'); } };",
    );
    write("server/broken.js", "throw new Error('does not load');");

    server = createServer((_request, response) => response.end("by Next"));
    answerDirectly(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    delete process.env.BUILD_FOLDER;
    await new Promise((closed) => server.close(closed));
  });

  const bodyOf = async (url: string) => (await fetch(origin + url)).text();

  test("answers a direct route with its query, and everything else as before", async () => {
    expect(await bodyOf("/api/plain")).toBe("directly /api/plain");
    expect(await bodyOf("/api/plain?a=/api/waits")).toBe("directly /api/plain?a=/api/waits");
    expect(await bodyOf("/api/waits")).toBe("directly /api/waits");
    for (const other of ["/", "/api/plain/", "/api//plain", "/API/plain", "/api/other"])
      expect(await bodyOf(other)).toBe("by Next");
  });

  test.each(["/api/throws", "/api/broken"])("answers 500 where a route fails: %s", async (url) => {
    const answer = await fetch(origin + url);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: "internal" });
    expect(await bodyOf("/api/plain")).toBe("directly /api/plain");
  });

  test("cuts an answer off that fails half way, and goes on", async () => {
    await expect(bodyOf("/api/half")).rejects.toThrow();
    expect(await bodyOf("/api/plain")).toBe("directly /api/plain");
  });

  test("compresses a long answer for whoever takes it", async () => {
    const { request } = await import("node:http");
    const got = (headers: Record<string, string>) =>
      new Promise<{ encoding?: string; body: Buffer }>((resolve, reject) => {
        request(`${origin}/api/long`, { headers }, (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part) => parts.push(part));
          response.on("end", () => {
            const encoding = response.headers["content-encoding"];
            resolve({ ...(encoding && { encoding }), body: Buffer.concat(parts) });
          });
        })
          .on("error", reject)
          .end();
      });
    const { encoding, body } = await got({ "Accept-Encoding": "gzip" });
    expect(encoding).toBe("gzip");
    expect(gunzipSync(body).toString()).toBe(LONG);
    expect((await got({})).body.toString()).toBe(LONG);
  });
});
