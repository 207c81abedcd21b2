// https://next-auth.js.org/configuration/pages#credentials-sign-in
import { getCsrfToken } from "next-auth/react";
import { NextAuthSignIn } from "../../shared/NextAuthSignIn";

export async function getServerSideProps(context) {
  return { props: { csrfToken: await getCsrfToken(context) } };
}

export default NextAuthSignIn;
