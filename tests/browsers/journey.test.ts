import { existsSync } from "node:fs";
import { app } from "@/tests/support/app/app";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { firefox } from "@/tests/support/other-browsers/firefox";
import type { OtherBrowser } from "@/tests/support/other-browsers/other-browser";
import { lynx, w3m } from "@/tests/support/other-browsers/terminal";
import { webkit } from "@/tests/support/other-browsers/webkit";
import { newEmail } from "@/tests/support/people/accounts";
import { START_MS } from "@/tests/support/process/patience";
import { until } from "@/tests/support/process/until";
import { english } from "@/tests/support/texts";

// Browsers that Playwright does not drive, where they are installed.

const PASSWORD = "seven lemons on the wall";
const NAME = "Ada Lovelace";

describe.each([firefox, webkit, lynx, w3m])("$name", ({ name, packages, programs, start }) => {
  const installed = programs.every((program) => existsSync(program));
  if (!installed) {
    test.skip(`${name} is not installed (Debian: ${packages})`, () => {});
    return;
  }

  let browser: OtherBrowser;
  beforeAll(async () => {
    browser = await start(app.url);
  }, START_MS);
  afterAll(() => browser?.close());

  const shows = (text: string) =>
    until(`${name} shows "${text}"`, async () => (await browser.text()).includes(text)).catch(
      async (error) => {
        throw new Error(`${error.message}, but:\n${await browser.text()}`);
      },
    );

  const signIn = async (email: string, password: string) => {
    await browser.fill(english("form.email"), email);
    await browser.fill(english("password.label"), password);
    await browser.press(english("signIn.submit"));
  };

  test(
    "an account is made, confirmed by its mailed link, used and left",
    async () => {
      const email = newEmail();
      await browser.open(`${app.url}/signup`);
      await browser.fill(english("form.name"), NAME);
      await browser.fill(english("form.email"), email);
      await browser.fill(english("password.label"), PASSWORD);
      await browser.press(english("signUp.submit"));
      await shows(english("checkMail.title"));

      const [link] = linksIn(await waitForMail(app.dataDir, email));
      await browser.open(String(link));
      await browser.press(english("link.verifySubmit"));
      await shows(email);

      await browser.open(`${app.url}/signin?callbackUrl=/settings`);
      await signIn(email, "not the password");
      await shows(english("details.signInWrong"));
      await signIn(email, PASSWORD);
      await browser.fill(english("form.name"), "Augusta King");
      await browser.press(english("settings.save"));
      await shows(english("notices.nameSaved"));

      await browser.open(`${app.url}/dashboard`);
      await shows(english("security.title"));
      await shows("Augusta King");
      await browser.open(`${app.url}/dashboard`);
    },
    START_MS,
  );
});
