import path from "node:path";

/** What every peer's build has in common: the packages are those of bench/. */
export const nextConfig = {
  turbopack: { root: path.resolve(import.meta.dirname, "../..") },
};
