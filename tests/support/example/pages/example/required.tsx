import { SessionProvider, useSession } from "next-auth/react";

/** next-auth's example of a page that sends readers to sign in, and wants them back. */
export default function RequiredPage() {
  return (
    <SessionProvider>
      <Who />
    </SessionProvider>
  );
}

function Who() {
  const { data: session, status } = useSession({ required: true });
  return <p>{status === "loading" ? "Loading" : `For ${session.user.email} only`}</p>;
}
