import { Form } from "@/components/form/Form";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useTexts } from "@/components/reader/useTexts";
import type { ButtonLook } from "@/components/ui/actions/button-style";

type SignOutFormProps = ButtonLook & {
  /** The page it leads to. */
  callbackUrl?: string;
};

/** Posts to NextAuth's sign-out; works without JavaScript. */
export function SignOutForm(props: SignOutFormProps) {
  const { callbackUrl = "/", variant = "secondary", wide } = props;
  const t = useTexts("layout");
  return (
    <Form action="/api/auth/signout" layout="bare">
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <SubmitButton variant={variant} wide={wide}>
        {t("layout.signOut")}
      </SubmitButton>
    </Form>
  );
}
