import type { GetServerSideProps } from "next";
import { getServerSession } from "next-auth";
import { authOptions } from "@/pages/api/auth/[...nextauth]";

/** next-auth's example of a page that asks on the server. */
export const getServerSideProps: GetServerSideProps = async ({ req, res }) => {
  const session = await getServerSession(req, res, authOptions);
  return { props: { email: session?.user.email ?? null } };
};

export default function ServerPage({ email }: { email: string | null }) {
  return <p>{email ? `Rendered for ${email}` : "Rendered for nobody"}</p>;
}
