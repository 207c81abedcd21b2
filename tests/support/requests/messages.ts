import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { CookieRequest } from "@/lib/platform/http/cookies";

/** Node's own request and response, without a connection: for functions that take them. */

type Given = {
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
  remoteAddress?: string;
};

export function newRequest({ headers = {}, cookies = {}, remoteAddress }: Given = {}) {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  const request = new IncomingMessage(socket);
  return Object.assign(request, { headers, cookies }) satisfies CookieRequest;
}

export const newResponse = () => new ServerResponse(newRequest());

/** The Set-Cookie lines of a response. */
export function cookieLines(response: ServerResponse): string[] {
  const lines = response.getHeader("Set-Cookie") ?? [];
  return Array.isArray(lines) ? lines : [String(lines)];
}

/** The value a browser would send back for a cookie of the response; "" when it was cleared. */
export function cookieValue(response: ServerResponse, name: string): string | undefined {
  const line = cookieLines(response).find((candidate) => candidate.startsWith(`${name}=`));
  return line === undefined
    ? undefined
    : decodeURIComponent(line.slice(name.length + 1, line.indexOf(";")));
}
