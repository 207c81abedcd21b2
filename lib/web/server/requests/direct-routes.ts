import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import compression from "compression";
import { sendProblem } from "@/lib/platform/http/send";
import { toProblem } from "@/lib/platform/http/to-problem";

// An API request goes straight to its built route, where nothing in the app's configuration is about its address.
// See docs/decisions/054-api-requests-go-straight.md.

/** What Next builds of a route (https://nextjs.org/docs/pages/api-reference/adapters/invoking-entrypoints). */
type BuiltRoute = {
  handler(request: IncomingMessage, response: ServerResponse, context: object): Promise<void>;
};

type Rule = { regex: string };
type Matchers = { matchers?: { regexp: string }[] };
type Functions = Record<string, Matchers>;

/** What the build says of its routes, by the names of its files. */
export type Manifests = {
  /** Each route and its file. */
  "pages-manifest": Record<string, string>;
  "routes-manifest": {
    basePath: string;
    i18n?: object | null;
    redirects: Rule[];
    headers: Rule[];
    rewrites: Record<string, Rule[]>;
  };
  /** Middleware and functions for the edge. */
  "middleware-manifest": { middleware: Functions; functions: Functions };
  /** Middleware for Node. */
  "functions-config-manifest": { functions: Functions };
};

/** Next listens, too: a client that goes away while it is answered is no reason to end the process. */
const ignore = () => undefined;

/**
 * The API routes that Next has nothing to do for but to find them: no parameter in their path, no middleware, and no
 * redirect, rewrite or header of next.config.js that may be about them.
 * @returns the files below the build's `server`, by the path of the route
 */
export function directRoutes(manifests: Manifests): Map<string, string> {
  const { basePath, i18n, redirects, headers, rewrites } = manifests["routes-manifest"];
  // Then a path does not say by itself what answers it.
  if (basePath || i18n) return new Map();
  const { middleware, functions } = manifests["middleware-manifest"];
  const rules = [redirects, headers, ...Object.values(rewrites)].flat();
  const matchers = [middleware, functions, manifests["functions-config-manifest"].functions]
    .flatMap((matched) => Object.values(matched))
    .flatMap(({ matchers = [] }) => matchers);
  const sources = [...rules.map(({ regex }) => regex), ...matchers.map(({ regexp }) => regexp)];
  // biome-ignore lint/plugin: the build made them of next.config.js and middleware.js
  const patterns = sources.map((source) => new RegExp(source, "i"));
  return new Map(
    Object.entries(manifests["pages-manifest"]).filter(
      ([route]) =>
        route.startsWith("/api/") &&
        !route.includes("[") &&
        !patterns.some((pattern) => pattern.test(route)),
    ),
  );
}

/** Has the direct routes of a server of Next answered without Next's own way to a route. */
export function answerDirectly(server: Server): void {
  const [next] = server.listeners("request") as RequestListener[];
  if (!next) return;
  // Written into the code by the build (next.config.js).
  const built = path.resolve(process.env.BUILD_FOLDER ?? ".next", "server");
  const load = createRequire(path.join(built, "pages-manifest.json"));
  const read = (file: string) => JSON.parse(readFileSync(path.join(built, file), "utf8"));
  const routes = directRoutes({
    "pages-manifest": read("pages-manifest.json"),
    "routes-manifest": read("../routes-manifest.json"),
    "middleware-manifest": read("middleware-manifest.json"),
    "functions-config-manifest": read("functions-config-manifest.json"),
  });
  const { compress } = read("../required-server-files.json").config as { compress: boolean };
  const compressed = compress ? compression() : null;
  const loaded = new Map<string, BuiltRoute>();

  async function answer(file: string, request: IncomingMessage, response: ServerResponse) {
    try {
      // A module that waits for others is a promise.
      const route = loaded.get(file) ?? ((await load(`./${file}`)) as BuiltRoute);
      loaded.set(file, route);
      await route.handler(request, response, {});
    } catch (error) {
      const problem = toProblem(error);
      // Half an answer must not look like a whole one.
      if (response.headersSent) response.destroy();
      else sendProblem(request, response, problem);
    }
  }

  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const file = routes.get(request.url?.split("?", 1)[0] ?? "");
    if (file === undefined) {
      next(request, response);
      return;
    }
    request.on("error", ignore);
    response.on("error", ignore);
    compressed?.(request, response, ignore);
    void answer(file, request, response);
  });
}
