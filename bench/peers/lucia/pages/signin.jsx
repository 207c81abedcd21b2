import { SignInForm } from "../../shared/SignInForm";

export default function SignIn() {
  return <SignInForm action="/api/signin" />;
}
