export { nextConfig as default } from "../shared/next-config.mjs";
