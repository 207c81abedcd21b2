import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "./run.mjs";
import { startProcess } from "./server.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { jsonVisitor, nextAuthVisitor } from "./visitor.mjs";

const peers = path.resolve(import.meta.dirname, "../peers");
const next = path.resolve(peers, "../node_modules/next/dist/bin/next");
const secret = randomBytes(32).toString("base64url");
const built = new Set();

/** A Next app of bench/peers. */
function nextPeer({ key, title, folder = key, seed = "../shared/seed.mjs", visitor, env = {} }) {
  const cwd = path.join(peers, folder);
  let data;
  const environment = (url) => ({
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_FILE: path.join(data, "data.db"),
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret,
    BETTER_AUTH_URL: url,
    BETTER_AUTH_SECRET: secret,
    SESSION_PASSWORD: secret,
    ...env,
  });
  return {
    key,
    title,
    visitor,
    /** Where its data is. */
    get folder() {
      return data;
    },
    /** @param reuse use an existing build */
    async prepare({ reuse }) {
      data = temporaryFolder();
      const env = environment("http://127.0.0.1");
      await run([seed], { cwd, env });
      if (built.has(folder) || (reuse && existsSync(path.join(cwd, ".next/BUILD_ID")))) return;
      await run([next, "build"], { cwd, env });
      built.add(folder);
    },
    start: (node) =>
      startProcess({
        command: [next, "start", "-H", "127.0.0.1", "-p", "PORT"],
        cwd,
        env: environment,
        node,
      }),
  };
}

/** The same Next.js without sessions: what everybody is compared with. */
export const floor = nextPeer({ key: "floor", title: "bare Next (the floor)" });

const nextAuth = nextPeer({
  key: "next-auth",
  title: "next-auth, getServerSession",
  visitor: nextAuthVisitor,
});

const nextAuthGetSession = nextPeer({
  key: "next-auth-get-session",
  title: "next-auth, getSession({ req })",
  visitor: nextAuthVisitor,
});

const betterAuth = {
  key: "better-auth",
  title: "better-auth",
  seed: "seed.mjs",
  visitor: jsonVisitor("/api/auth/sign-in/email"),
};

const betterAuthCached = {
  ...betterAuth,
  key: "better-auth-cache",
  title: "better-auth, cookie cache",
  folder: "better-auth",
  env: { COOKIE_CACHE: "true" },
};

const ironSession = nextPeer({
  key: "iron-session",
  title: "iron-session",
  visitor: jsonVisitor("/api/signin"),
});

const lucia = nextPeer({
  key: "lucia",
  title: "Lucia recipe",
  visitor: jsonVisitor("/api/signin"),
});

const nodeHttp = {
  key: "node-http",
  title: "node:http alone",
  /** It has one path and no users. */
  measures: ["api", "start"],
  prepare: async () => {},
  start: (node) =>
    startProcess({
      command: ["server.mjs"],
      cwd: path.join(peers, "node-http"),
      env: () => ({ ...process.env, NODE_ENV: "production" }),
      node,
    }),
};

/** The alternatives, and the machine's limit. */
export const PEERS = [
  nextAuth,
  nextAuthGetSession,
  nextPeer(betterAuth),
  nextPeer(betterAuthCached),
  ironSession,
  lucia,
  nodeHttp,
];
