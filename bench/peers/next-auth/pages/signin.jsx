// https://next-auth.js.org/configuration/pages#credentials-sign-in
import { getCsrfToken } from "next-auth/react";
import { SignInForm } from "../../shared/SignInForm";

export async function getServerSideProps(context) {
  return { props: { csrfToken: await getCsrfToken(context) } };
}

export default function SignIn({ csrfToken }) {
  return (
    <SignInForm action="/api/auth/callback/credentials">
      <input name="csrfToken" type="hidden" defaultValue={csrfToken} />
    </SignInForm>
  );
}
