import { randomAddress } from "../requests/client";
import { expectDeclared } from "../requests/declared";
import { type Answer, carriesSession, expectSound } from "../requests/expectations";
import { raw, rawBytes } from "../requests/raw";

/**
 * The attack suites' requests to the app. Each answer must be sound: the assertion is made here, so that no
 * test can forget it.
 */

type Attack = {
  method?: string;
  path: string;
  headers?: Record<string, string | string[]>;
  /** The body, as raw.ts sends it. */
  chunks?: (string | Buffer)[] | AsyncIterable<string | Buffer>;
  /** Whether the body never ends. */
  unfinished?: boolean;
  /** The server, if not the one the project's tests share. */
  url?: string;
  /** Whether the test broke something that the server needs, so that a 5xx is correct. */
  fault?: boolean;
};

/**
 * Sends a request exactly as given, as no client would, from an address of its own, because throttles count
 * by address. @returns the answer, which is sound
 */
export async function attack(request: Attack): Promise<Answer> {
  const { method = "GET", path, headers = {}, fault = false, ...rest } = request;
  const from = { "X-Forwarded-For": randomAddress() };
  const answer = await raw(method, path, { headers: { ...from, ...headers }, ...rest });
  // The page for unknown addresses contains its own address, for the form that switches the language.
  const text = answer.status === 404 ? answer.text.replaceAll(path, "") : answer.text;
  expectSound({ ...answer, text }, { signedIn: carriesSession(headers.Cookie), fault });
  expectDeclared({ method, path }, answer);
  return answer;
}

/** Sends bytes that need not be HTTP. @returns every answer on that connection, each sound */
export async function attackBytes(bytes: string | Buffer, url?: string): Promise<Answer[]> {
  const answers = await rawBytes(bytes, url);
  const signedIn = carriesSession(bytes.toString("latin1"));
  for (const answer of answers) expectSound(answer, { signedIn });
  return answers;
}
