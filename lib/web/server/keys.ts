import { isReadable } from "@/lib/features/password/hash";
import { foreignKeyId } from "@/lib/platform/crypto/key";
import { sampleSealedMail } from "@/lib/platform/db/tables/outbox";
import { samplePasswordRecords } from "@/lib/platform/db/tables/passwords";
import { sampleSealedTotp } from "@/lib/platform/db/tables/sign-in/totp";

/** How many of what is sealed no secret of this process opens. */
const foreignAmong = (sealed: string[]): number =>
  sealed.filter((one) => foreignKeyId(one) !== null).length;

/** Records looked at: enough to see a key that is wrong, and read at once however many there are. */
const SAMPLE = 200;

/**
 * Looks whether the database holds what was made with keys that this process lacks. Nothing of it is
 * lost, but nobody notices either: the right password is called wrong, and mail waits.
 * @returns one line a kind, for the operator; none if all is well
 */
export async function missingKeys(): Promise<string[]> {
  const records = await samplePasswordRecords(SAMPLE);
  const unreadable = records.filter((record) => !isReadable(record)).length;
  const mails = await sampleSealedMail(SAMPLE);
  const foreign = foreignAmong(mails);
  const apps = await sampleSealedTotp(SAMPLE);
  const foreignApps = foreignAmong(apps);
  return [
    ...(unreadable > 0
      ? [
          `${unreadable} of ${records.length} passwords looked at were made with a pepper that is neither PASSWORD_PEPPER nor in PASSWORD_PEPPER_PREVIOUS: add it, or their owners must set new ones`,
        ]
      : []),
    ...(foreign > 0
      ? [
          `${foreign} of ${mails.length} mails looked at were sealed with a secret that is neither NEXTAUTH_SECRET nor in NEXTAUTH_SECRET_PREVIOUS: add it, or they are never sent`,
        ]
      : []),
    ...(foreignApps > 0
      ? [
          `${foreignApps} of ${apps.length} authenticator apps looked at were sealed with a secret that is neither NEXTAUTH_SECRET nor in NEXTAUTH_SECRET_PREVIOUS: add it, or their owners get in by recovery codes alone`,
        ]
      : []),
  ];
}
