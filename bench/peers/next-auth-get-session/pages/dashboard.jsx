import { getSession } from "next-auth/react";
import { dashboardFor } from "../../shared/protected.mjs";

export { Dashboard as default } from "../../shared/Dashboard";

export async function getServerSideProps({ req }) {
  const session = await getSession({ req });
  return dashboardFor(session?.user);
}
