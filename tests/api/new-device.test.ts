import { createAccount, submitSignIn } from "../support/accounts";
import { app } from "../support/app";
import { expectQuietLog, watchedSignIn } from "../support/expectations";
import { mailTo, waitForMail } from "../support/mail";

afterAll(expectQuietLog);

test("a sign-in in a browser that was not used before is told by mail", async () => {
  const account = await createAccount();
  const { email, password } = account;
  const first = await watchedSignIn(account);
  const { body } = await first.get("/api/me").expect(200);
  await first.delete(`/api/sessions/${body.session.id}`).expect(204);
  // Which takes the cookie away.
  await first.get("/api/me").expect(401);
  // Again in the same browser: nothing to tell. The first mail is the one about the second browser.
  await submitSignIn(first, { email, password });
  await watchedSignIn(account);
  const mail = await waitForMail(app.dataDir, email);
  expect(mail.subject).toBe("New sign-in to your account");
  expect(mail.text).toMatch(/2001:db8:/);
  expect(await mailTo(app.dataDir, email)).toHaveLength(1);
});
