import type { InferGetServerSidePropsType } from "next";
import { LinkPage } from "@/components/account/LinkPage";
import { page } from "@/lib/auth/page";
import { linkToken } from "@/lib/http/flash";

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
