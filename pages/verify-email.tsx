import type { InferGetServerSidePropsType } from "next";
import Link from "next/link";
import { LinkPage } from "@/components/auth/LinkPage";
import { linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "public" }, ({ flash, query }) => ({
  props: { message: flash?.message ?? null, token: linkToken(query, flash) },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function VerifyEmail({ message, token }: Props) {
  return (
    <LinkPage
      title="Confirm your e-mail address"
      heading="Confirm your address"
      lead="One click, and you can sign in."
      action="/api/account/verify-email"
      button="Confirm e-mail address"
      token={token}
      message={message}
      footer={
        <>
          The link does not work? <Link href="/check-mail">Have a new one sent</Link>
        </>
      }
    />
  );
}
