/** The fields of a sign-in page; where the form goes is the peer's affair. */
export function SignInForm({ children, ...form }) {
  return (
    <main>
      <h1>Sign in</h1>
      <form method="post" {...form}>
        {children}
        <label>
          E-mail <input name="email" type="email" required />
        </label>
        <label>
          Password <input name="password" type="password" required />
        </label>
        <button type="submit">Sign in</button>
      </form>
    </main>
  );
}
