/** The answer of every peer, given the user that its session check found, or none. */
export function answerMe(res, user) {
  if (!user) return res.status(401).json({ error: "unauthenticated" });
  const { id, name, email } = user;
  return res.status(200).json({ user: { id, name, email } });
}

/** The result of getServerSideProps for that user. */
export function dashboardFor(user) {
  if (!user) return { redirect: { destination: "/signin", permanent: false } };
  const { id, name, email } = user;
  return { props: { user: { id, name, email } } };
}
