import { page } from "@/lib/web/guard/page";
import { Dashboard } from "@/product/pages/dashboard/Dashboard";
import { dashboardTexts, loadDashboard } from "@/product/pages/dashboard/load";

export const getServerSideProps = page({ access: "user", texts: dashboardTexts }, loadDashboard);

export default Dashboard;
