// npm run account: what an operator does about accounts at the terminal of the server, with the environment
// of the app, where no administrator can: create the first one, or let a locked-out one in again.

import { atTerminal } from "./people/at-terminal";
import { step } from "./start/tell.mjs";

const USAGE = `npm run account -- list
npm run account -- create EMAIL NAME [ROLE]
npm run account -- invite EMAIL
npm run account -- disable EMAIL
npm run account -- enable EMAIL
npm run account -- reset-link EMAIL
npm run account -- remove-factors EMAIL
`;

// Imported late, because the modules read the environment when they are loaded.
const operator = () => import("@/lib/features/admin/operator");

/** The number of arguments of each command, and what it does. */
const COMMANDS: Record<string, { takes: number[]; run(...args: string[]): Promise<void> }> = {
  list: { takes: [0], run: list },
  create: { takes: [2, 3], run: create },
  invite: { takes: [1], run: invite },
  disable: { takes: [1], run: (email) => setDisabled(email, true) },
  enable: { takes: [1], run: (email) => setDisabled(email, false) },
  "reset-link": { takes: [1], run: resetLink },
  "remove-factors": { takes: [1], run: removeFactors },
};

async function list(): Promise<void> {
  for await (const user of (await operator()).allAccounts()) {
    const state = user.disabledAt ? "disabled" : user.emailVerified ? "confirmed" : "unconfirmed";
    const { email, role, createdAt } = user;
    process.stdout.write(`${[email, role, state, createdAt.toISOString()].join("\t")}\n`);
  }
}

async function create(email = "", name = "", role?: string): Promise<void> {
  const { createByOperator, newAccountInput } = await operator();
  const input = newAccountInput.safeParse({ email, name, role });
  if (!input.success) {
    const [issue] = input.error.issues;
    throw new Error(`${String(issue?.path[0])}: ${issue?.message}`);
  }
  const path = await createByOperator(input.data);
  step(`The account of ${input.data.email} was made. Its password is set here, within the hour:`);
  step(await linkTo(path));
}

async function invite(typed = ""): Promise<void> {
  const { INVITED_DAYS, invitationByOperator, invitationInput } = await import(
    "@/lib/features/invitations/invitations"
  );
  const { invitationPath } = await import("@/lib/platform/mail/link-path");
  const { invites } = await import("@/lib/features/invitations/who-may-sign-up");
  if (!invites())
    throw new Error("Nobody can be invited: sign-up is closed, or invitations are off.");
  const input = invitationInput.safeParse({ email: typed });
  if (!input.success) throw new Error(`email: ${input.error.issues[0]?.message}`);
  const secret = await invitationByOperator(input.data.email);
  step(
    `Whoever opens this link within ${INVITED_DAYS} days makes the account of ${input.data.email}:`,
  );
  step(await linkTo(invitationPath(secret)));
}

async function setDisabled(typed = "", disabled: boolean): Promise<void> {
  const email = await addressOf(typed);
  await (await operator()).changeByOperator(email, { disabled });
  const what = disabled ? "was disabled; its sessions ended" : "was enabled";
  step(`The account of ${email} ${what}.`);
}

async function resetLink(typed = ""): Promise<void> {
  const path = await (await operator()).resetLinkByOperator(await addressOf(typed));
  step(await linkTo(path));
}

async function removeFactors(typed = ""): Promise<void> {
  const email = await addressOf(typed);
  await (await operator()).removeFactorsByOperator(email);
  step(`The second factor of ${email} was removed; its sessions ended.`);
}

/** An address in the stored form. */
async function addressOf(typed: string): Promise<string> {
  const { emailField } = await import("@/lib/features/input/email-address");
  return emailField.safeParse(typed).data ?? typed;
}

async function linkTo(path: string): Promise<string> {
  const { env } = await import("@/lib/platform/config/env");
  return env.NEXTAUTH_URL + path;
}

async function main(): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command?.takes.includes(args.length)) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  await atTerminal(() => command.run(...args));
}

void main();
