import path from "node:path";

/** The configuration that all peers share: their packages are those of bench/. */
export const nextConfig = {
  turbopack: { root: path.resolve(import.meta.dirname, "../..") },
};
