import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { endWithUs } from "./children.mjs";

const PATIENCE_MS = 30_000;

/**
 * Starts a server on a free port of 127.0.0.1.
 * @param command arguments of node; PORT stands for the port
 * @param env a function that gets the URL and returns variables
 * @param node of nodesOf(); the Node that runs this, if none is named
 * @returns its url, pid, start time (ms of performance.now) and stop()
 */
export async function startProcess({ command, cwd, env, node }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn(
    node?.binary ?? process.execPath,
    command.map((part) => (part === "PORT" ? String(port) : part)),
    {
      cwd,
      env: { ...env(url), ...node?.env, PORT: String(port) },
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  endWithUs(child);
  const ended = once(child, "exit");
  return {
    url,
    pid: child.pid,
    started,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/**
 * Repeats a request until a good answer comes: 200 by default.
 * @returns the body of the answer
 * @throws when no good answer comes
 */
export async function answers(server, path, cookie = "", good = (answer) => answer.ok) {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const answer = await fetch(server.url + path, { headers: { cookie } }).catch(() => null);
    if (answer && good(answer)) return answer.text();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${server.url}${path} did not answer`);
}

/** @returns a free port */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
