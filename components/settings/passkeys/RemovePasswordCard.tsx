import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { Checkbox } from "@/components/form/fields/Checkbox";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import { Card } from "@/components/ui/Card";

/** Offers to remove the password of an account with a passkey. */
export function RemovePasswordCard({ message }: { message: string | null }) {
  const t = useTexts("passwordRemoval");
  return (
    <Card title={t("passwordRemoval.title")} lead={t("passwordRemoval.text")}>
      <Form action="/api/me/password" method="delete">
        <FormError>{message}</FormError>
        <Checkbox label={t("passwordRemoval.confirm")} name="confirm" />
        <SubmitButton variant="danger">{t("passwordRemoval.submit")}</SubmitButton>
      </Form>
    </Card>
  );
}
