import type { InferGetServerSidePropsType } from "next";
import { LinkPage } from "@/components/auth/LinkPage";
import { linkToken } from "@/lib/platform/http/flash";
import { page } from "@/lib/web/guard/page";

export const getServerSideProps = page({ access: "public" }, ({ flash, query }) => ({
  props: { message: flash?.message ?? null, token: linkToken(query, flash) },
}));

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function UndoEmail({ message, token }: Props) {
  return (
    <LinkPage
      title="Undo the change of address"
      heading="Undo the change of address"
      lead="Your account goes back to this address, every device is signed out, and we send you a link for a new password."
      action="/api/account/email/undo"
      button="Undo the change"
      token={token}
      message={message}
    />
  );
}
