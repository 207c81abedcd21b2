import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import type { ButtonLook } from "@/components/ui/actions/button-style";

type SignOutFormProps = ButtonLook & {
  csrfToken: string;
  /** Where it leads. */
  callbackUrl?: string;
};

/** Posts to NextAuth's sign-out, which wants its CSRF token; works without JavaScript. */
export function SignOutForm(props: SignOutFormProps) {
  const { csrfToken, callbackUrl = "/", variant = "secondary", wide } = props;
  const t = useTexts("layout");
  return (
    <Form action="/api/auth/signout" layout="bare">
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SubmitButton variant={variant} wide={wide}>
        {t("layout.signOut")}
      </SubmitButton>
    </Form>
  );
}
