import { isReadable } from "@/lib/features/password/hash";
import { env } from "@/lib/platform/config/env";
import { foreignKeyId, keyIdOf } from "@/lib/platform/crypto/key";
import { sampleSealedMail } from "@/lib/platform/db/tables/outbox";
import { samplePasswordRecords } from "@/lib/platform/db/tables/passwords";
import { findTotpOfOtherKeys, sampleSealedTotp } from "@/lib/platform/db/tables/sign-in/totp";

/** The number of sealed values that no secret of this process opens. */
const foreignAmong = (sealed: string[]): number =>
  sealed.filter((one) => foreignKeyId(one) !== null).length;

/** Records checked: enough to notice a wrong key, and read at once however many there are. */
const SAMPLE = 200;

/**
 * Checks whether the database holds what was made with keys that this process lacks. Nothing is lost, but
 * nobody would notice either: the right password is called wrong, and mail waits.
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

/** Enough to say that it is far from done. */
const MANY = 1_000;

/**
 * Counts the authenticator apps that are still sealed with an earlier secret, which must not be removed
 * before the clean-up has resealed them.
 * @returns a line for the operator; null if there are none
 */
export async function appsOfEarlierKeys(): Promise<string | null> {
  const { length } = await findTotpOfOtherKeys(keyIdOf(env.secrets[0]), null, MANY);
  if (length === 0) return null;
  const count = length < MANY ? `${length}` : `${MANY} or more`;
  return `${count} authenticator apps are sealed with an earlier secret than NEXTAUTH_SECRET: keep it in NEXTAUTH_SECRET_PREVIOUS until the hourly housekeeping has sealed them again`;
}
