import { Checkbox } from "@/components/form/fields/Checkbox";
import field from "@/components/form/fields/Field.module.css";
import { useFieldId } from "@/components/form/fields/refused-id";
import { useTexts } from "@/components/reader/useTexts";
import { Icon } from "@/components/ui/Icon";
import type { Scope } from "@/lib/features/api-tokens/scopes";
import styles from "./Tokens.module.css";

type ScopeChoiceProps = {
  scopes: Scope[];
  /** The ticked ones. */
  chosen: string[];
  error: string | undefined;
};

/** What a token may do: a checkbox for each scope. */
export function ScopeChoice({ scopes, chosen, error }: ScopeChoiceProps) {
  const t = useTexts("settingsTokens", "tokenScopes");
  const id = useFieldId("scopes", error);
  return (
    <fieldset id={id} className={styles.choice} aria-describedby={`${id}-error`}>
      <legend className={field.label}>{t("settingsTokens.scopes")}</legend>
      {scopes.map((scope) => (
        <Checkbox
          key={scope}
          label={t(`tokenScopes.${scope}`)}
          name="scopes"
          value={scope}
          defaultChecked={chosen.includes(scope)}
        />
      ))}
      <p className={field.error} id={`${id}-error`} hidden={!error}>
        <Icon name="alert" size={18} />
        <span>{error}</span>
      </p>
    </fieldset>
  );
}
