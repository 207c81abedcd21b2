import type { InferGetServerSidePropsType } from "next";
import { LinkPage } from "@/components/auth/LinkPage";
import { linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

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
