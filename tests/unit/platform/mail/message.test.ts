import { brand } from "@/lib/platform/config/brand";
import { compose } from "@/lib/platform/mail/message";
import {
  accountExistsMail,
  newPasswordRequiredMail,
  passwordChangedMail,
  resetPasswordMail,
  verifyEmailMail,
} from "@/lib/platform/mail/templates";
import { withEnvironment } from "@/tests/support/app/isolated";
import { recipient } from "@/tests/support/mail/recipient";
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

test("what strangers typed is escaped wherever it enters the markup [V1.1.2 V1.2.1 V1.3.7]", () => {
  const { html } = compose("ada@example.com", "en", CONTENT);
  expect(html).not.toContain("<img");
  // Title, greeting, paragraph, button and closing.
  expect(html.split(ESCAPED)).toHaveLength(6);
  expect(html).toContain('href="http://localhost:3000/verify?a=1&amp;b=&quot;2&quot;"');
});

test("the text is plain: nothing is escaped in it [V1.2.1]", () => {
  const { text, subject } = compose("ada@example.com", "en", CONTENT);
  expect(subject).toBe(EVIL);
  expect(text.split("\n\n")).toEqual([
    CONTENT.greeting,
    EVIL,
    "Second.",
    'http://localhost:3000/verify?a=1&b="2"',
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

test("the markup loads nothing from anywhere", () => {
  const { html } = verifyEmailMail(recipient(), "secret");
  expect(html).not.toMatch(/<(img|link|script|style|iframe)|url\(|src=/);
});

const ADA = { ...recipient(), name: "Ada <b>Lovelace", emailVerified: new Date() };

test("the verification mail carries the link with the secret", () => {
  const { to, subject, text, html, link } = verifyEmailMail(recipient(), "s3cret");
  expect({ to, subject, link }).toEqual({
    to: "ada@example.com",
    subject: english("verifyEmailMail.subject"),
    link: "http://localhost:3000/verify-email?token=s3cret",
  });
  expect(text).toContain(`\n${link}\n`);
  expect(html).toContain(`href="${link}"`);
});

test("who has not confirmed the address is not greeted by a name a stranger may have typed", () => {
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
    () => import("@/lib/platform/mail/templates"),
  );
  expect(templates.verifyEmailMail(recipient(), "x").link).toBe(
    "https://accounts.example.com/verify-email?token=x",
  );
});
