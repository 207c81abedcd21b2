import { apiFiles, pageFiles, routeOf } from "@/scripts/docs/routes";

const isParam = (part: string) => /^\[\w+\]$/.test(part);

/** An address in which parameters of any name are the same. */
const shapeOf = (address: string) => address.replace(/\[\w+\]/g, "[]");

/**
 * Refuses an address that a file serves already, in whatever form, and one whose parameters Next refuses
 * when it builds: the same name twice, or another name than a file beside it has in that place.
 * @throws Error in words for whoever typed it
 */
export function requireFree(address: string): void {
  const parts = address.split("/");
  const params = parts.filter(isParam);
  if (new Set(params).size < params.length) {
    throw new Error("Two parameters of one address need two names.");
  }
  for (const file of [...pageFiles(), ...apiFiles()]) {
    const route = routeOf(file);
    if (shapeOf(route) === shapeOf(address)) throw new Error(`${file} is there already.`);
    const theirs = route.split("/");
    const at = parts.findIndex((part, index) => part !== theirs[index]);
    const [mine = "", other = ""] = [parts[at], theirs[at]];
    if (isParam(mine) && isParam(other)) {
      throw new Error(`${file} calls the parameter ${other}: call it so, too.`);
    }
  }
}
