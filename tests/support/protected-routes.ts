import { apiAccess, apiFiles, pageAccess, pageFiles, routeOf } from "./routes";

const isGuarded = (access: unknown) =>
  access !== undefined && access !== "public" && access !== "anonymous";

/** Every page that asks who is there. */
export async function protectedPages(): Promise<string[]> {
  const pages: string[] = [];
  for (const file of pageFiles()) {
    if (isGuarded(await pageAccess(file))) pages.push(routeOf(file));
  }
  return pages;
}

/** Every API route that answers GET, and asks who is there. */
export async function protectedReads(): Promise<string[]> {
  const routes: string[] = [];
  for (const file of apiFiles()) {
    if (isGuarded((await apiAccess(file))?.GET)) routes.push(routeOf(file));
  }
  return routes.filter((route) => !route.includes("["));
}
