import { SessionProvider, signIn, signOut, useSession } from "next-auth/react";
import { type SubmitEvent, useState } from "react";

/** next-auth's example of a page that asks in the browser who is reading it. */
export default function ClientPage() {
  return (
    <SessionProvider>
      <Who />
    </SessionProvider>
  );
}

function Who() {
  const { data: session, status, update } = useSession();
  if (status === "loading") return <p>Loading</p>;
  if (!session) {
    return (
      <>
        <button type="button" onClick={() => signIn()}>
          Sign in here
        </button>
        <InPlace />
      </>
    );
  }
  const { image, email, name } = session.user;
  return (
    <>
      <p>
        Signed in as {email}, {name}
      </p>
      <button type="button" onClick={() => update({ user: { name: "Made Up" } })}>
        Read again
      </button>
      {image && <p>{image}</p>}
      <button type="button" onClick={() => signOut({ callbackUrl: "/example/client" })}>
        Sign out here
      </button>
    </>
  );
}

/** A form that stays on its page. */
function InPlace() {
  const [error, setError] = useState<string | null>(null);
  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    const answer = await signIn("credentials", { ...fields, redirect: false });
    setError(answer?.error ?? null);
  }
  return (
    <form onSubmit={submit}>
      <input name="email" aria-label="Address" />
      <input name="password" type="password" aria-label="Secret" />
      <button type="submit">Stay and sign in</button>
      {error && <p>Refused: {error}</p>}
    </form>
  );
}
