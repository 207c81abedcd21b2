import { brand } from "@/lib/platform/config/brand";
import { withRequestContext } from "@/lib/platform/core/request-context";
import { compose } from "@/lib/platform/mail/message";
import { accountDeletedMail } from "@/lib/platform/mail/templates/account-deleted";
import { accountExistsMail } from "@/lib/platform/mail/templates/account-exists";
import { emailChangedMail } from "@/lib/platform/mail/templates/email-changed";
import { emailRestoredMail } from "@/lib/platform/mail/templates/email-restored";
import { newDeviceMail } from "@/lib/platform/mail/templates/new-device";
import { newPasswordRequiredMail } from "@/lib/platform/mail/templates/new-password-required";
import { passwordChangedMail } from "@/lib/platform/mail/templates/password-changed";
import { resetPasswordMail } from "@/lib/platform/mail/templates/reset-password";
import { verifyEmailMail } from "@/lib/platform/mail/templates/verify-email";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
import { newRequest } from "@/tests/support/requests/messages";
import { english } from "@/tests/support/texts";

const EVIL = `<img src=x onerror="alert('1')"> & co`;
const ESCAPED = "&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co";

const CONTENT = {
  subject: EVIL,
  greeting: `Hello ${EVIL},`,
  paragraphs: [EVIL, "Second."],
  action: { label: EVIL, path: '/verify?a=1&b="2"' },
  closing: EVIL,
};

test("strangers' text is escaped wherever it enters the markup [V1.1.2 V1.2.1 V1.3.7]", () => {
  const { html } = compose("ada@example.com", "en", CONTENT);
  expect(html).not.toContain("<img");
  // Title, preview, greeting, paragraph, button and closing.
  expect(html.split(ESCAPED)).toHaveLength(7);
  expect(html).toContain('href="http://localhost:3000/verify?a=1&amp;b=&quot;2&quot;"');
});

test("the text is plain: nothing is escaped in it [V1.2.1]", () => {
  const { text, subject } = compose("ada@example.com", "en", CONTENT);
  expect(subject).toBe(EVIL);
  expect(text.split("\n\n")).toEqual([
    CONTENT.greeting,
    EVIL,
    "Second.",
    `${EVIL}:\nhttp://localhost:3000/verify?a=1&b="2"`,
    EVIL,
    `${brand.mail.signature}\n`,
  ]);
});

test("without an action there is no link", () => {
  const { action: _action, ...content } = CONTENT;
  const message = compose("ada@example.com", "en", content);
  expect(message.link).toBeNull();
  expect(message.html).not.toContain("<a ");
  expect(message.text).not.toContain("http");
});

test("the markup loads nothing", () => {
  const { html } = verifyEmailMail(recipient(), "secret");
  expect(html).not.toMatch(/<(img|link|script|iframe)|url\(|@import|src=/);
});

const ADA = { ...recipient(), name: "Ada <b>Lovelace", emailVerified: new Date() };

test("the verification mail carries the link with the secret", () => {
  const { to, subject, text, html, link } = verifyEmailMail(recipient(), "s3cret");
  expect({ to, subject, link }).toEqual({
    to: "ada@example.com",
    subject: english("verifyEmailMail.subject"),
    link: "http://localhost:3000/link/verify?token=s3cret",
  });
  expect(text).toContain(`\n${link}\n`);
  expect(html).toContain(`href="${link}"`);
});

test("mail to an unconfirmed address does not use a name that a stranger may have typed", () => {
  const stranger = { ...ADA, emailVerified: null };
  for (const { subject, text, html } of [
    resetPasswordMail(stranger, "s3cret"),
    newPasswordRequiredMail(stranger, "s3cret"),
    passwordChangedMail(stranger),
  ]) {
    expect(text).toMatch(/^Hello,$/m);
    expect(subject + text + html).not.toContain("Lovelace");
  }
});

test("the mail to an address that has an account leads to the sign-in page", () => {
  const { to, subject, text, html, link } = accountExistsMail(ADA);
  expect({ to, subject, link }).toEqual({
    to: "ada@example.com",
    subject: english("accountExistsMail.subject"),
    link: "http://localhost:3000/signin",
  });
  expect(text).toContain("Hello Ada <b>Lovelace,");
  expect(html).toContain("Hello Ada &lt;b&gt;Lovelace,");
});

test("links start with the configured origin", async () => {
  const templates = await withEnvironment(
    { NEXTAUTH_URL: "https://Accounts.Example.com/" },
    () => import("@/lib/platform/mail/templates/verify-email"),
  );
  expect(templates.verifyEmailMail(recipient(), "x").link).toBe(
    "https://accounts.example.com/link/verify?token=x",
  );
});

describe("a warning has the details to recognise it by", () => {
  const AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0";
  const inRequest = <T>(work: () => T) =>
    withRequestContext(
      newRequest({ headers: { "user-agent": AGENT, "x-forwarded-for": "203.0.113.9" } }),
      work,
    );

  test.each([
    ["a new browser", () => newDeviceMail(ADA)],
    ["a new password", () => passwordChangedMail(ADA)],
    ["a new address", () => emailChangedMail(ADA, "new@example.com", "s3cret")],
    ["the end of the account", () => accountDeletedMail(ADA)],
  ])("%s: time, browser and network address", (_what, mail) => {
    const { text, html } = inRequest(mail);
    for (const part of [text, html]) {
      expect(part).toContain("Firefox on Linux");
      expect(part).toMatch(/\d{1,2} \w{3} \d{4}, \d{2}:\d{2} UTC/);
      expect(part).toContain(english("mail.ipAddress"));
    }
  });

  test.each([
    ["a password that is required", () => newPasswordRequiredMail(ADA, "s3cret")],
    ["an address that was restored", () => emailRestoredMail(ADA)],
  ])("%s: not where somebody else was", (_what, mail) => {
    const { text } = inRequest(mail);
    expect(text).toMatch(/\d{2}:\d{2} UTC/);
    expect(text).not.toContain("Firefox");
    expect(text).not.toContain(english("mail.ipAddress"));
  });
});

test("both colour schemes have a background under every text, and long addresses wrap", () => {
  const { html } = verifyEmailMail(recipient(), "s3cret");
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  const { light, dark } = brand.mail.colours;
  for (const colour of [light.card, light.ink, dark.card, dark.ink]) expect(html).toContain(colour);
  expect(html).toContain("overflow-wrap:anywhere");
});
