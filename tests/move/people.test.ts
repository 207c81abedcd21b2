import { handedOver } from "@/tests/support/app/handed-over";
import { signUpByMail } from "@/tests/support/app/own-app";
import { startServer } from "@/tests/support/app/server";
import { copySqlite, emptyPostgres } from "@/tests/support/database/databases";
import { move } from "@/tests/support/database/move";
import { tokenIn, waitForMail, waitForSubject } from "@/tests/support/mail/mail";
import { newEmail, submitSignIn } from "@/tests/support/people/accounts";
import { newClient } from "@/tests/support/requests/client";
import { sessionCookie } from "@/tests/support/requests/cookies";
import { english } from "@/tests/support/texts";

test("people stay signed in; passwords and mailed links keep working", async () => {
  const dataDir = copySqlite(handedOver("sqliteTemplate"), handedOver("worldFolder"));
  const before = await startServer({ dataDir });
  const ada = await signUpByMail(before, "Ada Ünal");
  const { email, password } = ada;
  const cookie = sessionCookie(await submitSignIn(newClient(before.url), { email, password }));
  await newClient(before.url).post("/api/account/forgot-password").send({ email }).expect(202);
  const reset = tokenIn(await waitForSubject(dataDir, email, english("resetPasswordMail.subject")));
  const newcomer = { name: "Grace", email: newEmail(), password: "eight lemons on the wall" };
  await newClient(before.url).post("/api/account").send(newcomer).expect(202);
  const verify = tokenIn(await waitForMail(dataDir, newcomer.email));
  const was = await newClient(before.url).get("/api/me").set("Cookie", cookie).expect(200);
  await before.stop();

  const databaseUrl = await emptyPostgres(handedOver("postgresServer"), "move_people");
  expect(await move(databaseUrl, { DATA_DIR: dataDir })).toMatchObject({ code: 0, error: "" });

  const after = await startServer({ dataDir, databaseUrl });
  try {
    const is = await newClient(after.url).get("/api/me").set("Cookie", cookie).expect(200);
    expect(is.body).toEqual(was.body);
    sessionCookie(await submitSignIn(newClient(after.url), { email, password }));
    const post = (path: string, body: object) => newClient(after.url).post(path).send(body);
    await post("/api/account/verify-email", { token: verify }).expect(200);
    const fresh = "nine lemons on the wall";
    await post("/api/account/reset-password", { token: reset, password: fresh }).expect(200);
    sessionCookie(await submitSignIn(newClient(after.url), { email, password: fresh }));
    await newClient(after.url).get("/api/me").set("Cookie", cookie).expect(401);
  } finally {
    await after.stop();
  }
});
