import { log } from "@/lib/platform/core/log";
import { Problem } from "@/lib/platform/core/problem";
import { SECOND_MS } from "@/lib/platform/core/time";

/** How long a provider may take for one answer. */
export const TIMEOUT_MS = 5 * SECOND_MS;
/** No provider's document is longer. */
const LIMIT = 512 * 1024;

/**
 * Requests a JSON document from a provider that the operator has configured, and from nobody else. A
 * redirect is not followed: it could lead anywhere. Source: OWASP ASVS 5.0, 15.3.2.
 * @throws Problem provider_down
 */
export async function ask(address: string, headers: Record<string, string> = {}): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      headers: { Accept: "application/json", ...headers },
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return JSON.parse(await textOf(answer));
  } catch (error) {
    log.warn({ err: error, host: new URL(address).host }, "provider not reached");
    throw new Problem("provider_down");
  }
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > LIMIT) throw new Error("answered too much");
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
