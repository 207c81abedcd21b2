import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Badge } from "@/components/ui/Badge";
import { Card } from "@/components/ui/Card";
import { EmptyState } from "@/components/ui/data/EmptyState";
import { Time } from "@/components/ui/Time";
import { Typed } from "@/components/ui/Typed";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import type { ApiTokenView } from "@/lib/features/api-tokens/api-tokens";
import { isolated } from "@/lib/platform/texts/format/isolated";
import styles from "./Tokens.module.css";

type TokenListProps = {
  tokens: ApiTokenView[];
  /** Where the API is described; null where that is switched off. */
  referenceHref: string | null;
  /** Why the last revocation failed. */
  message: string | null;
};

/** The reader's API tokens, each with what it may do and the button that revokes it. */
export function TokenList({ tokens, referenceHref, message }: TokenListProps) {
  const t = useTexts("settingsTokens");
  return (
    <Card title={t("settingsTokens.title")} lead={t("settingsTokens.lead")}>
      <FormError>{message}</FormError>
      {tokens.length === 0 ? (
        <EmptyState title={t("settingsTokens.none")}>{t("settingsTokens.noneText")}</EmptyState>
      ) : (
        <ul>
          {tokens.map((token) => (
            <TokenItem key={token.id} token={token} />
          ))}
        </ul>
      )}
      {referenceHref && (
        <p>
          <a href={referenceHref}>{t("settingsTokens.reference")}</a>
        </p>
      )}
    </Card>
  );
}

function TokenItem({ token }: { token: ApiTokenView }) {
  const t = useTexts("settingsTokens");
  const { id, name, lastFour, scopes, createdAt, expiresAt, expired, lastUsedAt } = token;
  return (
    <li className={styles.token}>
      <p className={styles.name}>
        <Typed>{name}</Typed>{" "}
        <span className={styles.faint}>{t("settingsTokens.endsWith", { lastFour })}</span>{" "}
        {expired && <Badge>{t("settingsTokens.expired")}</Badge>}
      </p>
      <p className={styles.faint}>
        <code>{scopes.join(", ")}</code>
      </p>
      <p className={styles.facts}>
        <span>
          {lastUsedAt
            ? t.nodes("settingsTokens.lastUsed", { time: <Time iso={lastUsedAt} form="ago" /> })
            : t("settingsTokens.neverUsed")}
        </span>{" "}
        <span>
          {t.nodes("settingsTokens.created", { time: <Time iso={createdAt} form="day" /> })}
        </span>{" "}
        <span>
          {t.nodes("settingsTokens.expiresOn", { day: <Time iso={expiresAt} form="day" /> })}
        </span>
      </p>
      <div className={styles.action}>
        <Form action={`/api/me/tokens/${id}`} method="delete" layout="bare">
          <SubmitButton variant="secondary">
            <span>
              {t("settingsTokens.revoke")}
              <VisuallyHidden>{`: ${isolated(name)}, ${t("settingsTokens.endsWith", { lastFour })}`}</VisuallyHidden>
            </span>
          </SubmitButton>
        </Form>
      </div>
    </li>
  );
}
