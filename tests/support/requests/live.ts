import { type IncomingMessage, request } from "node:http";
import { app } from "../app/app";
import { until } from "../process/until";

type LiveEvent = { name: string; data: unknown };

/** An open stream of server-sent events, as it arrives. */
export type LiveStream = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** All that arrived so far. */
  text(): string;
  /** The events among it. */
  events(): LiveEvent[];
  /** Waits for the first event of that name. @throws Error when it does not come */
  event(name: string): Promise<LiveEvent>;
  /** Whether the server has ended it. */
  ended(): boolean;
  close(): void;
};

const opened = new Set<LiveStream>();

/**
 * Opens a page's stream. closeLive() closes those of a test file.
 * @param cookie of the session
 * @param options.path with a query
 * @param options.url the server, if not the one the project's tests share
 */
export async function openLive(
  cookie: string,
  options: { path?: string; url?: string; headers?: Record<string, string> } = {},
): Promise<LiveStream> {
  const { path = "/api/me/live", url = app.url, headers = {} } = options;
  const { hostname, port } = new URL(url);
  const outgoing = request({
    ...{ hostname, port, path, agent: false },
    headers: { Cookie: cookie, "Accept-Encoding": "gzip", ...headers },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve).on("error", reject);
  });
  outgoing.end();
  const response = await answered;
  let text = "";
  let ended = false;
  response.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  response
    .on("error", () => {})
    .once("close", () => {
      ended = true;
    });
  const events = () => eventsIn(text);
  const stream: LiveStream = {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    events,
    async event(name) {
      await until(`the event ${name}`, () => events().some((event) => event.name === name));
      return events().find((event) => event.name === name) as LiveEvent;
    },
    ended: () => ended,
    close: () => outgoing.destroy(),
  };
  opened.add(stream);
  return stream;
}

/** Closes every stream that is still open. */
export function closeLive(): void {
  for (const stream of opened) stream.close();
  opened.clear();
}

/** As a browser reads them. Source: WHATWG HTML, 9.2.6 */
function eventsIn(text: string): LiveEvent[] {
  return text
    .split("\n\n")
    .slice(0, -1)
    .flatMap((block) => {
      const fields = new Map(
        block
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.replace(/^\w*: ?/, "")]),
      );
      const [name, data] = [fields.get("event"), fields.get("data")];
      return name && data ? [{ name, data: JSON.parse(data) }] : [];
    });
}
