import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import { FactList } from "@/components/ui/data/FactList";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import type { SignsInWith } from "@/lib/features/sign-in-methods/sign-in-methods";

/** How the owner of an account signs in, for an administrator to read. */
export function SignInWays({ ways }: { ways: SignsInWith }) {
  const t = useTexts("signInWays");
  const { passwordSetAt, connections, passkeys, authenticatorSince, recoveryCodes } = ways;
  const since = (iso: string) => (
    <span>{t.nodes("signInWays.since", { day: <Time iso={iso} form="day" /> })}</span>
  );
  const lines = (rows: { id: string; name: string; at: React.ReactNode }[]) =>
    rows.length === 0
      ? t("signInWays.none")
      : rows.map(({ id, name, at }) => (
          <div key={id}>
            <Typed>{name}</Typed>, {at}
          </div>
        ));
  return (
    <Card title={t("signInWays.title")}>
      <FactList
        facts={[
          {
            label: t("signInWays.password"),
            value: passwordSetAt ? since(passwordSetAt) : t("signInWays.none"),
          },
          {
            label: t("signInWays.connections"),
            value: (
              <>
                {lines(
                  connections.map(({ id, provider, email, createdAt }) => ({
                    id,
                    name: email ? t("signInWays.as", { provider, email }) : provider,
                    at: since(createdAt),
                  })),
                )}
              </>
            ),
          },
          {
            label: t("signInWays.passkeys"),
            value: (
              <>
                {lines(
                  passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
                    id,
                    name,
                    at: lastUsedAt
                      ? t.nodes("signInWays.lastUsed", {
                          day: <Time iso={lastUsedAt} form="day" />,
                        })
                      : since(createdAt),
                  })),
                )}
              </>
            ),
          },
          {
            label: t("signInWays.authenticator"),
            value: authenticatorSince ? since(authenticatorSince) : t("signInWays.none"),
          },
          { label: t("signInWays.recoveryCodes"), value: recoveryCodes },
        ]}
      />
    </Card>
  );
}
