import { rmSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { copyTree } from "@/tests/support/app/build-copy";
import { CHROMIUM_ARGS, findChromium } from "@/tests/support/browser/chromium";
import { linksIn, waitForMail } from "@/tests/support/mail/mail";
import { newEmail } from "@/tests/support/people/accounts";
import { BUILD_MS } from "@/tests/support/process/patience";
import { freePort } from "@/tests/support/process/ports";
import { runScript, type Terminal } from "@/tests/support/process/terminal";
import { english } from "@/tests/support/texts";

/* `npm run dev` under an address of the local network, as a phone on the desk opens it (reported case 42). */

const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === "IPv4" && !one.internal)?.address;
const onNetwork = address ? test : test.skip;
const why = address ? "" : " (skipped: this machine has no address but its own)";

const PASSWORD = "seven lemons on the wall";
/** A page is compiled when it is first asked for. */
const COMPILED_MS = 120_000;

let tree = "";
let url = "";
let app: Terminal | undefined;
let browser: Browser;

beforeAll(async () => {
  tree = copyTree([]);
  const port = String(await freePort());
  url = `http://${address ?? "localhost"}:${port}`;
  app = runScript(tree, "dev", { NEXTAUTH_URL: url, PORT: port });
  await app.says(/Ready in/, BUILD_MS);
  browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.kill();
  rmSync(tree, { recursive: true, force: true, maxRetries: 5 });
});

/** What was refused, and what the scripts threw. The console has the development server's own complaints. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on("pageerror", ({ message }) => found.push(message));
  page.on("response", (answer) => {
    if (answer.status() >= 400) found.push(`${answer.status()} ${answer.url()}`);
  });
  return found;
}

onNetwork(
  `somebody signs up, opens the mailed link, signs in, and the dashboard's scripts run${why}`,
  async () => {
    const page = await browser.newPage({ baseURL: url });
    page.setDefaultTimeout(COMPILED_MS);
    page.setDefaultNavigationTimeout(COMPILED_MS);
    const found = complaints(page);
    const email = newEmail();

    await page.goto("/signup");
    await page.getByLabel(english("form.name")).fill("Ada");
    await page.getByLabel(english("form.email")).fill(email);
    await page.getByLabel(english("password.label"), { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: english("signUp.submit") }).click();
    await page.waitForURL(/\/check-mail/);

    const [link] = linksIn(await waitForMail(join(tree, ".data"), email));
    expect(link).toContain(url);
    await page.goto(String(link));
    await page.getByRole("main").getByRole("button").click();
    await page.waitForURL(/done=1/);
    await page.goto("/signin");

    await page.getByLabel(english("form.email")).fill(email);
    await page.getByLabel(english("password.label"), { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: english("signIn.submit") }).click();
    await page.waitForURL(/\/dashboard/);
    // React has taken the page over.
    await page.waitForFunction(() =>
      Object.keys(document.querySelector("main") ?? {}).some((key) => key.startsWith("__react")),
    );
    expect(found).toEqual([]);
  },
  4 * COMPILED_MS,
);
