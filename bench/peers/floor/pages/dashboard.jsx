import { account } from "../../shared/accounts.mjs";
import { dashboardFor } from "../../shared/protected.mjs";

export { Dashboard as default } from "../../shared/Dashboard";

export function getServerSideProps() {
  return dashboardFor(account(0));
}
