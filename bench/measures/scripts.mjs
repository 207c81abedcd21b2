import { once } from "node:events";
import { get } from "node:http";

/**
 * Measures the JavaScript of the sign-in page: the bytes of its scripts as sent, gzipped except for the
 * smallest, which Next sends as they are. Scripts for browsers without modules are left out.
 * @returns one row for each contender
 */
export async function scripts(entrants) {
  const rows = [];
  for (const { contender, server } of entrants) {
    if (!contender.visitor && contender.key !== "floor") continue;
    const page = await (await fetch(`${server.url}/signin`)).text();
    const addresses = [...page.matchAll(/<script\b[^>]*>/g)]
      .map(([tag]) => tag)
      .filter((tag) => !/\bnomodule\b/i.test(tag))
      .flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []);
    if (addresses.length === 0) throw new Error(`${contender.key}: /signin has no script`);
    let bytes = 0;
    for (const address of addresses) bytes += await transferred(new URL(address, server.url));
    rows.push({ contender: contender.key, files: addresses.length, bytes });
  }
  return rows;
}

/** The size of a body on the wire: fetch would unpack it. */
async function transferred(url) {
  const request = get(url, { agent: false, headers: { "accept-encoding": "gzip" } });
  const [answer] = await once(request, "response");
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode}`);
  let bytes = 0;
  for await (const chunk of answer) bytes += chunk.length;
  return bytes;
}
