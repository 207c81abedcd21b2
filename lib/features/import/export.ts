import { recordForAll } from "@/lib/features/audit/events";
import { listWhole } from "@/lib/platform/db/tables/people/imports";
import { transaction } from "@/lib/platform/db/transaction";

const PAGE = 500;

/**
 * Every account as a line of JSON, with its password record: whoever has the file can try passwords
 * offline. The trail records the export. Secrets of authenticator apps stay sealed with NEXTAUTH_SECRET,
 * and passkeys are left out: they belong to the app's address.
 */
export async function* exportedLines(): AsyncGenerator<string> {
  await transaction((tx) => recordForAll("sensitive_read:all_accounts", [null], tx));
  for (let after = ""; ; ) {
    const page = await listWhole(after, PAGE);
    for (const { password, ...user } of page) {
      const stored = password && { record: password.hash, setAt: password.updatedAt };
      yield `${JSON.stringify({ ...user, password: stored })}\n`;
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? "";
  }
}
