import { dashboardFor } from "../../shared/protected.mjs";
import { userOf } from "../lib/session.mjs";

export { Dashboard as default } from "../../shared/Dashboard";

export async function getServerSideProps({ req }) {
  return dashboardFor(await userOf(req));
}
