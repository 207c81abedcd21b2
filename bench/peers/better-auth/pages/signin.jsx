import { SignInForm } from "../../shared/SignInForm";
import { authClient } from "../lib/client.mjs";

async function signIn(event) {
  event.preventDefault();
  const { email, password } = Object.fromEntries(new FormData(event.currentTarget));
  await authClient.signIn.email({ email, password, callbackURL: "/dashboard" });
}

export default function SignIn() {
  return <SignInForm onSubmit={signIn} />;
}
