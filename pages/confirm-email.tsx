import type { InferGetServerSidePropsType } from "next";
import { LinkPage } from "@/components/account/LinkPage";
import { page } from "@/lib/auth/page";
import { linkToken } from "@/lib/http/flash";

export const getServerSideProps = page({ access: "public" }, ({ flash, query }) => ({
  props: { message: flash?.message ?? null, token: linkToken(query, flash) },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function ConfirmEmail({ message, token }: Props) {
  return (
    <LinkPage
      title="Confirm your new address"
      heading="Confirm your new address"
      lead="Your account will use this address from now on."
      action="/api/account/email/confirm"
      button="Use this address"
      token={token}
      message={message}
    />
  );
}
