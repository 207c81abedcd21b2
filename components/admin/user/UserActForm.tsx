import type { ReactNode } from "react";
import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { ButtonRow } from "@/components/ui/actions/ButtonRow";
import { withList } from "@/lib/platform/http/lists/list-address";
import { USER_ACTS, type UserAct } from "./user-acts";

type UserActFormProps = {
  act: UserAct;
  userId: string;
  /** The query of the list that the user's page was opened from. */
  list: string;
  /** What the act needs, such as the new role. */
  values?: Record<string, string>;
  label: string;
  /** What else to show before its button. */
  children?: ReactNode;
  /** The way out of a question, beside its button. */
  cancel?: ReactNode;
};

/** The button that does one of an administrator's acts. */
export function UserActForm(props: UserActFormProps) {
  const { act, userId, list, values, label, children, cancel } = props;
  const { method, path, fields, danger } = USER_ACTS[act];
  return (
    <Form
      action={withList(`/api/admin/users/${userId}${path}`, list)}
      method={method}
      name={act}
      layout="bare"
    >
      {Object.entries({ ...fields, ...values }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <ButtonRow>
        <SubmitButton variant={danger ? "danger" : "secondary"}>{label}</SubmitButton>
        {cancel}
      </ButtonRow>
    </Form>
  );
}
