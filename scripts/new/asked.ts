import { parseArgs } from "node:util";
import { PERMISSIONS, ROLES, type Role, rolesThatMay } from "@/lib/platform/config/roles";
import { requireFree } from "./free";

/** What was asked for on the command line. */
export type Asked = {
  /** The address, such as /projects/[id]. */
  address: string;
  /** The access, as TypeScript. */
  access: string;
  /** Who has access: a role, or null for a visitor. */
  role: Role | null;
  /** The parameters of the path. */
  params: string[];
};

const ADDRESS = /^(\/([a-z0-9-]+|\[[a-z]\w*\]))+$/;

/**
 * Reads `ADDRESS --access ACCESS`. There is no default for the access, as there is none at the route.
 * @param prefix what the address begins with: "/api/" for the API, else "/"
 * @throws Error in words for whoever typed it, also where Next would not serve the address
 */
export function asked(prefix: string): Asked {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { access: { type: "string" } },
  });
  const [address = ""] = positionals;
  const api = `${address}/`.startsWith("/api/");
  const fits = api ? prefix === "/api/" && address !== "/api" : prefix === "/";
  if (!ADDRESS.test(address) || positionals.length > 1 || !fits) {
    throw new Error(
      `Give one address in small letters, such as ${prefix}projects or ${prefix}projects/[id].`,
    );
  }
  requireFree(address);
  const params = [...address.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
  return { address, params, ...accessFrom(values.access ?? "") };
}

function accessFrom(words: string): Pick<Asked, "access" | "role"> {
  if (words === "public" || words === "anonymous") return { access: `"${words}"`, role: null };
  if (words === "user") return { access: '"user"', role: ROLES[0] };
  const [wanted = "", ...rest] = words.split(",");
  const recent = wanted === "recent" || rest.join() === "recent";
  const role = ROLES.find((known) => known === wanted);
  const permission = PERMISSIONS.find((known) => known === wanted);
  if (!(role || permission || wanted === "recent") || (rest.length > 0 && !recent)) {
    const all = ["public", "anonymous", "user", "recent", ...ROLES.slice(1), ...PERMISSIONS];
    throw new Error(
      `Say who may come in: --access ${all.join(" | ")}. After a role or permission, ",recent" too.`,
    );
  }
  const parts = [
    ...(role ? [`role: "${role}"`] : []),
    ...(permission ? [`permission: "${permission}"`] : []),
    ...(recent ? ["recent: true"] : []),
  ];
  const entering = role ?? (permission ? (rolesThatMay(permission)[0] ?? null) : ROLES[0]);
  return { access: `{ ${parts.join(", ")} }`, role: entering };
}
