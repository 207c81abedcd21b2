import { getServerSession } from "next-auth/next";
import { authOptions } from "../../shared/next-auth-options.mjs";
import { dashboardFor } from "../../shared/protected.mjs";

export { Dashboard as default } from "../../shared/Dashboard";

export async function getServerSideProps({ req, res }) {
  const session = await getServerSession(req, res, authOptions);
  return dashboardFor(session?.user);
}
