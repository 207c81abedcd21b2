import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Field } from "@/components/form/fields/Field";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";
import type { Scope } from "@/lib/features/api-tokens/scopes";
import { ScopeChoice } from "./ScopeChoice";

type NewTokenCardProps = {
  /** What the reader can allow a token. */
  scopes: Scope[];
  /** The days for which a token can work, and the default. */
  days: { choices: readonly number[]; usual: number };
  nameMaxLength: number;
  message: string | null;
  errors: Record<string, string>;
  /** What was typed; the scopes separated by spaces. */
  values: Record<string, string>;
};

/** Creates an API token. */
export function NewTokenCard(props: NewTokenCardProps) {
  const { scopes, days, nameMaxLength, message, errors, values } = props;
  const t = useTexts("settingsTokens");
  return (
    <Card title={t("settingsTokens.createTitle")} lead={t("settingsTokens.createLead")}>
      <Form action="/api/me/tokens">
        <FormError errors={errors}>{message}</FormError>
        <Field
          label={t("settingsTokens.name")}
          name="name"
          autoComplete="off"
          required
          maxLength={nameMaxLength}
          defaultValue={values.name}
          hint={t("settingsTokens.nameHint")}
          error={errors.name}
        />
        <ScopeChoice
          scopes={scopes}
          chosen={values.scopes?.split(" ") ?? []}
          error={errors.scopes}
        />
        <SelectField
          label={t("settingsTokens.expires")}
          name="expiresInDays"
          options={days.choices.map((count) => ({
            value: String(count),
            label: t("settingsTokens.days", { count }),
          }))}
          defaultValue={values.expiresInDays ?? String(days.usual)}
          error={errors.expiresInDays}
        />
        <SubmitButton pendingLabel={t("settingsTokens.creating")}>
          {t("settingsTokens.create")}
        </SubmitButton>
      </Form>
    </Card>
  );
}
