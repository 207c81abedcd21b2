import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type SmtpSink = {
  /** For SMTP_URL. */
  readonly url: string;
  /** The messages taken so far, oldest first. */
  readonly messages: readonly Email[];
  /** The same as they came over the wire. */
  readonly sources: readonly string[];
  stop(): Promise<void>;
};

/**
 * Starts a real SMTP server that keeps what it is sent.
 * @param options of smtp-server, to refuse or delay: `onRcptTo`, `onMailFrom`, `onConnect`, …
 * @param wantedPort any free one, if not given
 */
export async function startSmtp(
  options: SMTPServerOptions = {},
  wantedPort = 0,
): Promise<SmtpSink> {
  const messages: Email[] = [];
  const sources: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    // A client keeps its connection for the next mail; a server that stops does not wait for it.
    closeTimeout: 200,
    onData(stream, _session, done) {
      buffer(stream)
        .then((raw) => {
          sources.push(raw.toString("latin1"));
          return PostalMime.parse(raw);
        })
        .then((mail) => {
          messages.push(mail);
          done();
        }, done);
    },
    ...options,
  });
  // A client that leaves in the middle is the test's business, not a crash.
  server.on("error", () => {});
  const listener = server.listen(wantedPort, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    sources,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
