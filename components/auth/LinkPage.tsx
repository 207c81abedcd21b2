import type { ReactNode } from "react";
import { Form } from "@/components/form/Form";
import { FormError } from "@/components/form/FormError";
import { SubmitButton } from "@/components/form/SubmitButton";
import { AuthLayout } from "@/components/layout/AuthLayout";
import type { Viewer } from "@/components/layout/viewer";

const MAILED = "Open the link in your mail to go on.";

type LinkPageProps = {
  title: string;
  heading: string;
  lead: string;
  /** Stands in place of `lead` without a link. */
  without?: string;
  /** Where the button posts the token. */
  action: string;
  button: string;
  /** Null: the page was opened without a link that could work. */
  token: string | null;
  message: string | null;
  footer?: ReactNode;
  viewer?: Viewer | null;
};

/**
 * The page a mailed link opens. Opening it changes nothing, because mail scanners open links, too;
 * the button does.
 */
export function LinkPage(props: LinkPageProps) {
  const { title, heading, lead, without = MAILED, action, button, token, message } = props;
  return (
    <AuthLayout
      title={title}
      heading={heading}
      lead={token ? lead : without}
      footer={props.footer}
      viewer={props.viewer ?? null}
    >
      <FormError>{message}</FormError>
      {token && (
        <Form action={action}>
          <input type="hidden" name="token" value={token} />
          <SubmitButton pendingLabel="One moment…" wide>
            {button}
          </SubmitButton>
        </Form>
      )}
    </AuthLayout>
  );
}
