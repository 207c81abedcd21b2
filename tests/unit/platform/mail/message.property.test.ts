import fc from "fast-check";
import { compose } from "@/lib/platform/mail/message";
import { withEnvironment } from "@/tests/support/app/isolated";
import { anyText, textOf } from "@/tests/support/attack/arbitraries";
import { type SmtpSink, startSmtp } from "@/tests/support/mail/smtp";

/** What ends a line, a header, a tag or an attribute; and what looks like more of each. */
const text = fc.oneof(
  anyText,
  textOf([
    ..."<>&\"';:=,@ \t\r\n\0\u2028\u0085",
    ...["\r\n\r\n", "\r\nBcc: eve@evil.test", "\nSubject: x", "\r\n.\r\n", "=?utf-8?q?=0D=0A?="],
    ...["<script>", "</p>", "<!--", "]]>", "&lt;", "&#0;", "--", 'href="', "javascript:"],
  ]),
);

const content = fc.record({
  // A mail without a subject has a header less.
  subject: text.map((rest) => `x${rest}`),
  greeting: text,
  paragraphs: fc.array(text, { maxLength: 3 }),
  action: fc.record({ label: text, path: text.map((rest) => `/${rest}`) }),
  closing: text,
});

type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

/** A mail with nothing in it that could mean anything. */
const HARMLESS: Content = {
  subject: "x",
  greeting: "x",
  paragraphs: [],
  action: { label: "x", path: "/x" },
  closing: "x",
};

const TO = "ada@example.com";

test("no text in a mail becomes markup", () => {
  const markup = (html: string) => html.replace(/[^<>"']/g, "");
  fc.assert(
    fc.property(content, (made) => {
      const { html } = compose(TO, "en", made);
      const harmless = { ...HARMLESS, paragraphs: made.paragraphs.map(() => "x") };
      expect(markup(html)).toBe(markup(compose(TO, "en", harmless).html));
      expect(html).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
    }),
    { numRuns: 500 },
  );
});

test("the link starts with the configured origin, whatever its path", () => {
  fc.assert(
    fc.property(content, (made) => {
      const { link } = compose(TO, "en", made);
      expect(new URL(link ?? "").origin).toBe("http://localhost:3000");
    }),
  );
});

describe("as it is received", () => {
  let server: SmtpSink;
  let deliver: typeof import("@/lib/platform/mail/transport").deliver;

  beforeAll(async () => {
    server = await startSmtp();
    const load = () => import("@/lib/platform/mail/transport");
    ({ deliver } = await withEnvironment({ SMTP_URL: server.url }, load));
  });

  afterAll(() => server.stop());

  /** What arrives when these are sent at the same time, in any order. */
  async function received(mails: Content[]) {
    const before = server.messages.length;
    await Promise.all(mails.map((made) => deliver("mail", compose(TO, "en", made))));
    return server.messages.slice(before);
  }

  test("no text in a mail becomes a header, a recipient or an attachment", async () => {
    const many = fc.array(content, { minLength: 20, maxLength: 20 });
    const [plain] = await received([HARMLESS]);
    const names = plain?.headers.map(({ key }) => key);
    await fc.assert(
      fc.asyncProperty(many, async (sent) => {
        const mails = await received(sent);
        expect(mails).toHaveLength(sent.length);
        for (const { headers, from, to, messageId, attachments } of mails) {
          expect(headers.map(({ key }) => key)).toEqual(names);
          expect({ from, messageId }).toEqual({ from: plain?.from, messageId: plain?.messageId });
          expect(to).toEqual([{ address: TO, name: "" }]);
          expect(attachments).toEqual([]);
        }
      }),
      // A counterexample is worth more in time than at its smallest.
      { numRuns: 5, interruptAfterTimeLimit: 10_000 },
    );
  });
});
