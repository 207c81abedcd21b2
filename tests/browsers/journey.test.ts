import { app } from "@/tests/support/app/app";
import { eventNames } from "@/tests/support/database/events";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { firefox } from "@/tests/support/other-browsers/firefox";
import { inEach } from "@/tests/support/other-browsers/in-each";
import { lynx, w3m } from "@/tests/support/other-browsers/terminal";
import { webkit } from "@/tests/support/other-browsers/webkit";
import { createAccount, newEmail, signedInClient } from "@/tests/support/people/accounts";
import { codeOf, giveSecondFactor } from "@/tests/support/people/second-factor";
import { english } from "@/tests/support/texts";

// Browsers that Playwright does not drive, where they are installed.

const PASSWORD = "seven lemons on the wall";
const NAME = "Ada Lovelace";
/** A text browser on a busy machine takes seconds to type a code and to send it. */
const TO_TYPE_MS = 20_000;

inEach([firefox, webkit, lynx, w3m], {
  "an account is made, confirmed by its mailed link, used and left": async (visit) => {
    const email = newEmail();
    await visit.open("/signup");
    await visit.fill(english("form.name"), NAME);
    await visit.fill(english("form.email"), email);
    await visit.fill(english("password.label"), PASSWORD);
    await visit.press(english("signUp.submit"));
    await visit.shows(english("checkMail.title"));

    const [link] = linksIn(await waitForMail(app.dataDir, email));
    await visit.open(String(link));
    await visit.press(english("link.verifySubmit"));
    await visit.shows(email);

    await visit.open("/signin?callbackUrl=/settings");
    await visit.signIn(email, "not the password");
    await visit.shows(english("details.signInWrong"));
    await visit.signIn(email, PASSWORD);
    await visit.fill(english("form.name"), "Augusta King");
    await visit.press(english("settings.save"));
    await visit.shows(english("notices.nameSaved"));

    await visit.open("/dashboard");
    await visit.shows(english("security.title"));
    await visit.shows("Augusta King");
  },

  "a form that is refused says why, keeps what is no secret, and works then": async (visit) => {
    const email = newEmail();
    await visit.open("/signup");
    await visit.fill(english("form.name"), NAME);
    await visit.fill(english("form.email"), email);
    await visit.fill(english("password.label"), "password1234");
    await visit.press(english("signUp.submit"));
    await visit.shows(english("problems.invalid"));
    await visit.fill(english("password.label"), PASSWORD);
    await visit.press(english("signUp.submit"));
    await visit.shows(english("checkMail.title"));
    await waitForMail(app.dataDir, email);
  },

  "a second factor is asked for, and a wrong code is refused": async (visit) => {
    const account = await createAccount();
    const { secret } = await giveSecondFactor(account);
    await visit.open("/signin?callbackUrl=/settings/security");
    await visit.signIn(account.email, account.password);
    await visit.shows(english("secondFactor.title"));
    await visit.fill(english("secondFactor.code"), "12");
    await visit.press(english("secondFactor.submit"));
    await visit.shows(english("fields.codeWrong").slice(0, 24));
    await visit.fill(english("secondFactor.code"), codeOf(secret, 0, TO_TYPE_MS));
    await visit.press(english("secondFactor.submit"));
    await visit.shows(english("settingsPasskeys.title"));
  },

  "the language is changed in the footer, and the way in speaks it": async (visit) => {
    await visit.open("/signin");
    await visit.press("Deutsch");
    await visit.shows("Passwort vergessen?");
    await visit.press("English");
    await visit.shows(english("signIn.forgot"));
  },
});

/** Ends all sessions of the account but that of the client that asks. */
async function endOthers(account: { id: string; name: string; email: string; password: string }) {
  const other = await signedInClient(account);
  await other.delete("/api/me/sessions").expect(200);
}

inEach([firefox, webkit], {
  "a page whose session is ended elsewhere leads to sign in by itself": async (visit) => {
    const account = await createAccount();
    await visit.open("/signin");
    await visit.signIn(account.email, account.password);
    await visit.shows(english("security.title"));
    await endOthers(account);
    await visit.shows(english("details.sessionEnded"));
    await visit.signIn(account.email, account.password);
    await visit.shows(english("security.title"));
  },
});

/** What the account menu is called, as a page's text has it. */
const menuOf = (name: string) => `AL ${english("layout.accountMenu")} ${name}`;

// WebKit keeps a page in memory as it was left, also one with no-store, where it was served over http.
inEach([firefox, webkit], {
  "the Back button shows no page of an account that was signed out": async (visit) => {
    const account = await createAccount({ name: NAME });
    await visit.open("/signin?callbackUrl=/settings");
    await visit.signIn(account.email, account.password);
    await visit.shows(english("settings.save"));
    await visit.open("/dashboard");
    await visit.press(menuOf(NAME));
    await visit.press(english("layout.signOut"));
    await visit.shows(english("layout.signIn"));
    for (const _page of ["/dashboard", "/settings"]) {
      await visit.back();
      await visit.shows(english("signIn.forgot"));
    }
  },

  "Back to a page that told of a success neither repeats the act nor blocks the next": async (
    visit,
  ) => {
    const account = await createAccount({ name: NAME });
    await visit.open("/signin?callbackUrl=/settings");
    await visit.signIn(account.email, account.password);
    await visit.fill(english("form.name"), "Augusta King");
    await visit.press(english("settings.save"));
    await visit.shows(english("notices.nameSaved"));
    await visit.open("/settings/sessions");
    await visit.shows(english("sessions.title"));
    await visit.back();
    await visit.shows("Augusta King");
    await visit.fill(english("form.name"), "Ada Byron");
    await visit.press(english("settings.save"));
    await visit.shows("Ada Byron");
    const renamed = (await eventNames(account.id)).filter((name) => name === "user_updated:name");
    expect(renamed).toHaveLength(2);
  },
});

inEach([lynx, w3m], {
  "a session that is ended elsewhere leads to sign in with the next page": async (visit) => {
    const account = await createAccount();
    await visit.open("/signin");
    await visit.signIn(account.email, account.password);
    await visit.shows(english("security.title"));
    await endOthers(account);
    await visit.open("/settings");
    await visit.shows(english("signIn.forgot"));
    await visit.signIn(account.email, account.password);
    await visit.shows(english("settings.save"));
  },
});

inEach(
  [firefox, lynx, w3m],
  {
    "who blocks cookies is told that signing in needs them": async (visit) => {
      const account = await createAccount();
      await visit.open("/signin");
      await visit.signIn(account.email, account.password);
      await visit.shows(english("details.cookiesMissing").slice(0, 45));
    },
  },
  { cookies: false },
);
