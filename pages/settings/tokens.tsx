import type { InferGetServerSidePropsType } from "next";
import { SettingsLayout } from "@/components/settings/SettingsLayout";
import { MadeTokenCard } from "@/components/settings/tokens/MadeTokenCard";
import { NewTokenCard } from "@/components/settings/tokens/NewTokenCard";
import { TokenList } from "@/components/settings/tokens/TokenList";
import { apiTokensOf, DEFAULT_DAYS, LONGEST_DAYS } from "@/lib/features/api-tokens/api-tokens";
import { scopesFor } from "@/lib/features/api-tokens/scopes";
import { NAME_LIMIT } from "@/lib/features/input/fields";
import { isOn } from "@/lib/platform/config/features";
import { formState } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

const CHOICES = [7, 30, DEFAULT_DAYS, 180, LONGEST_DAYS];

export const getServerSideProps = page(
  {
    access: "user",
    features: ["apiTokens"],
    texts: ["settings", "settingsTokens", "tokenScopes"],
  },
  async ({ user, flash }) => {
    const making = formState(flash, "POST /api/me/tokens");
    return {
      props: {
        tokens: await apiTokensOf(user.id),
        made: making.values.token ?? null,
        making,
        scopes: scopesFor(user.role),
        days: { choices: CHOICES, usual: DEFAULT_DAYS },
        nameMaxLength: NAME_LIMIT,
        referenceHref: isOn(["apiReference"]) ? "/docs/api" : null,
        notice: flash?.notice ?? null,
        // The error of a form other than the one that creates a token.
        message: making.message === null ? (flash?.message ?? null) : null,
      },
    };
  },
);

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Tokens(props: Props) {
  const { viewer, tokens, made, making, scopes, days, nameMaxLength } = props;
  const { referenceHref, notice, message } = props;
  return (
    <SettingsLayout viewer={viewer} active="/settings/tokens" notice={notice}>
      {made && <MadeTokenCard token={made} />}
      <TokenList tokens={tokens} referenceHref={referenceHref} message={message} />
      <NewTokenCard
        scopes={scopes}
        days={days}
        nameMaxLength={nameMaxLength}
        message={making.message}
        errors={making.errors}
        values={made ? {} : making.values}
      />
    </SettingsLayout>
  );
}
