import { Agent, get } from "node:http";

const A_SECOND = 50;

/**
 * Measures how long one address takes to answer requests that come at a steady pace, however long the
 * earlier answers take. A latency counts from the moment the request was due.
 * @param target { url, cookies, status }
 * @returns the latencies in ms
 * @throws when an answer has another status
 */
export async function probe(target, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const asked = [];
  const start = performance.now();
  for (let n = 0; n < seconds * A_SECOND; n++) {
    const due = start + (n * 1000) / A_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    asked.push(ask(target, agent).then(() => performance.now() - due));
  }
  const latencies = await Promise.all(asked);
  agent.destroy();
  return latencies;
}

function ask({ url, cookies: [cookie], status }, agent) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== status) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.resume().on("end", resolve);
    }).on("error", reject);
  });
}
