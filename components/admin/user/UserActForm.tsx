import type { ReactNode } from "react";
import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { USER_ACTS, type UserAct } from "./user-acts";

type UserActFormProps = {
  act: UserAct;
  userId: string;
  /** What the act needs, such as the new role. */
  values?: Record<string, string>;
  label: string;
  /** What else to show before its button. */
  children?: ReactNode;
};

/** The button that does one of an administrator's acts. */
export function UserActForm({ act, userId, values, label, children }: UserActFormProps) {
  const { method, path, fields, danger } = USER_ACTS[act];
  return (
    <Form action={`/api/admin/users/${userId}${path}`} method={method} name={act} layout="bare">
      {Object.entries({ ...fields, ...values }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <SubmitButton variant={danger ? "danger" : "secondary"}>{label}</SubmitButton>
    </Form>
  );
}
