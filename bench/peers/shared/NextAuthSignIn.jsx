import { SignInForm } from "./SignInForm";

/** The sign-in page of next-auth's credentials provider. */
export function NextAuthSignIn({ csrfToken }) {
  return (
    <SignInForm action="/api/auth/callback/credentials">
      <input name="csrfToken" type="hidden" defaultValue={csrfToken} />
    </SignInForm>
  );
}
