import { app } from "@/tests/support/app/app";
import { attack } from "@/tests/support/attack/attack-request";
import { mailTo, passQueue, waitForMail } from "@/tests/support/mail/mail";
import {
  type Account,
  createAccount,
  newEmail,
  signedInClient,
  submitSignIn,
} from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { expectInvalid, expectQuietLog } from "@/tests/support/requests/expectations";

const PASSWORD = "seven lemons on the harbour wall";
/** Line breaks as servers, mailers and log readers may know them. */
const BREAKS = ["\r\n", "\n", "\r", "\u2028", "\u0085", "\v"];
/** Two letters whose lower bytes are CR and LF: for whoever drops the upper ones. */
const LETTERS = "\u560d\u560a";
const named = (texts: string[]) => texts.map((text) => [JSON.stringify(text), text]);
const INJECTED = "X-Injected: 1";

afterAll(expectQuietLog);

describe.each(named([...BREAKS, LETTERS]))("the line break %s", (_, text) => {
  const value = `x${text}${INJECTED}${text}Set-Cookie: injected=1`;

  test("47 in a query reaches no header of an answer, and no log line of its own [V1.2.1 V1.3.11 V16.4.1]", async () => {
    const logged = app.output().length;
    for (const name of ["callbackUrl", "error", "token", "email", "q", "page"]) {
      const query = `${name}=${encodeURIComponent(value)}`;
      for (const path of ["/signin", "/dashboard", "/api/auth/error", "/api/auth/signin", "/x"]) {
        const { headers } = await attack({ path: `${path}?${query}` });
        expect(headers).not.toHaveProperty("x-injected");
        expect(JSON.stringify(headers["set-cookie"] ?? "")).not.toContain("injected=1");
      }
    }
    await attack({ path: `/${encodeURIComponent(value)}` });
    const lines = app
      .output()
      .slice(logged)
      .split(/[\r\n\u2028\u0085]/);
    expect(lines.filter((line) => /^(X-Injected|Set-Cookie)/.test(line))).toEqual([]);
  });

  test("47 in a form reaches no header of an answer [V1.2.1 V1.3.11 V16.4.1]", async () => {
    const { email, password } = await createAccount();
    const answers = [
      await submitSignIn(newClient(), { email, password, callbackUrl: `/${value}` }),
      await submitSignIn(newClient(), { email: `${email}${value}`, password }),
      await newClient().post("/api/account").type("form").send({ name: value, email: value }),
      await newClient().post("/api/account/forgot-password").type("form").send({ email: value }),
    ];
    for (const { headers } of answers) {
      expect(headers).not.toHaveProperty("x-injected");
      expect(JSON.stringify(headers["set-cookie"] ?? "")).not.toContain("injected=1");
    }
  });

  test("47 in a stored name reaches no header of a mail [V1.2.1 V1.3.11 V16.4.1]", async () => {
    const { email } = await createAccount({ name: `Ada${text}Bcc: eve@evil.example` });
    await newClient().post("/api/account/forgot-password").send({ email }).expect(202);
    const { headers, to, cc, bcc } = await waitForMail(app.dataDir, email);
    expect({ to, cc, bcc }).toEqual({ to: [{ address: email, name: "" }] });
    expect(JSON.stringify(headers)).not.toContain("evil.example");
  });
});

test.each(named(BREAKS))(
  "47 %s is refused in a name and in an address [V1.2.1 V1.3.11 V16.4.1]",
  async (_, text) => {
    const answer = await newClient()
      .post("/api/account")
      .send({
        name: `Ada${text}Bcc: eve@evil.example`,
        email: `ada@example.com${text}Bcc: eve@evil.example`,
        password: PASSWORD,
      });
    expectInvalid(answer, ["name", "email"]);
  },
);

/** One address for the check, another for whoever sends the mail. */
const AMBIGUOUS: [string, (victim: string, thief: string) => string][] = [
  ["quoted", (victim, thief) => `"${thief}"@${victim.split("@")[1]}`],
  ["a list", (victim, thief) => `${victim},${thief}`],
  ["a list with a space", (victim, thief) => `${victim}, ${thief}`],
  ["a list with a semicolon", (victim, thief) => `${victim};${thief}`],
  ["a list with a space only", (victim, thief) => `${victim} ${thief}`],
  ["a display name", (victim, thief) => `${victim} <${thief}>`],
  ["angle brackets", (_, thief) => `<${thief}>`],
  ["a comment", (victim, thief) => `${victim}(${thief})`],
  ["a group", (victim, thief) => `g:${victim},${thief};`],
  ["a route", (victim, thief) => `@evil.example:${victim}${thief}`],
  ["a header", (victim, thief) => `${victim}\r\nBcc: ${thief}`],
  ["a header behind encoded breaks", (victim, thief) => `${victim}%0d%0aBcc:${thief}`],
  ["a parameter", (victim, thief) => `${victim}?bcc=${thief}`],
  ["a NUL", (victim, thief) => `${victim}\0${thief}`],
  ["an encoded word", (_, thief) => `=?utf-8?q?${thief.replace("@", "=40")}?=`],
  ["two at signs", (victim, thief) => `${thief}@${victim}`],
  ["a percent hack", (victim, thief) => `${thief.replace("@", "%")}@${victim.split("@")[1]}`],
  ["a bang path", (victim, thief) => `evil.example!${thief.split("@")[0]}@${victim}`],
];

describe.each(AMBIGUOUS)("an address that is two: %s", (_, make) => {
  test("50 is refused or counts as one, and nobody else gets mail [V1.3.11]", async () => {
    const victim = await createAccount();
    const thief = newEmail();
    const email = make(victim.email, thief);
    const asked = await ask(victim, email);
    for (const answer of asked) expect([202, 422]).toContain(answer.status);
    await newClient().post("/api/account/forgot-password").send({ email: victim.email });
    await passQueue(app.dataDir);
    expect(await mailTo(app.dataDir, thief)).toEqual([]);
    for (const mail of await mailTo(app.dataDir, victim.email)) {
      expect(mail.to).toEqual([{ address: victim.email, name: "" }]);
      expect(JSON.stringify(mail.headers)).not.toContain(thief);
    }
  });
});

/** Everything that sends mail to a typed address. */
async function ask(owner: Account, email: string) {
  const signedIn = await signedInClient(owner);
  return [
    await newClient().post("/api/account").send({ name: "Ada", email, password: PASSWORD }),
    await newClient().post("/api/account/forgot-password").send({ email }),
    await newClient().post("/api/account/verify-email/resend").send({ email }),
    await signedIn.post("/api/me/email").send({ email, password: owner.password }),
  ];
}
