/**
 * The three floors of lib/, as rules: `npm run lint:floors`. Each says in its comment why it is
 * there.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: "platform-is-the-ground-floor",
      comment:
        "lib/platform would be the same in any app. What needs an account, a session or a caller belongs in lib/features or lib/web.",
      severity: "error",
      from: { path: "^lib/platform/" },
      to: { path: "^(lib/(features|web)|pages|components|product)/", pathNot: "^product/texts/" },
    },
    {
      name: "only-texts-gather-the-product-s",
      comment:
        "lib/platform/texts makes one catalogue of our sentences and the product's, so that both are typed and translated alike. Nothing else below knows the product.",
      severity: "error",
      from: { path: "^lib/platform/", pathNot: "^lib/platform/texts/" },
      to: { path: "^product/texts/" },
    },
    {
      name: "product-texts-are-data",
      comment:
        "The ground floor imports product/texts: it holds sentences, and imports no code that could lead back up.",
      severity: "error",
      from: { path: "^product/texts/" },
      to: { pathNot: "^(product/texts/|lib/platform/texts/format/entry)" },
    },
    {
      name: "features-know-no-request",
      comment:
        "lib/features is what the product can do, whoever asks. Who calls and what leaves is decided in lib/web; a feature takes it as an argument or from the request context.",
      severity: "error",
      from: { path: "^lib/features/" },
      to: { path: "^(lib/web|pages|components|product)/" },
    },
    {
      name: "only-the-start-knows-the-product",
      comment:
        "The product is built on lib. What lib calls of it, its hooks and jobs, is registered at the start by lib/web/server.",
      severity: "error",
      from: { path: "^lib/web/", pathNot: "^lib/web/server/" },
      to: { path: "^product/" },
    },
    {
      name: "lib-renders-nothing",
      comment: "Pages and components call lib, never the other way round.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(pages|components)/" },
    },
    {
      name: "only-db-touches-prisma",
      comment:
        "Queries stand in lib/platform/db, one file a table, so that what leaves a table is decided in one place and every query has a plan test.",
      severity: "error",
      from: { path: "^(lib|pages|components|product)/", pathNot: "^lib/platform/db/" },
      to: { path: "(^lib/platform/db/generated/|node_modules/@prisma/client)" },
    },
    {
      name: "only-sessions-know-next-auth",
      comment:
        "next-auth stays behind lib/web/session, next-auth and providers, so that it can be replaced there.",
      severity: "error",
      from: {
        path: "^(lib|pages|product)/",
        pathNot: "^lib/web/(session|next-auth|providers)/",
      },
      to: { path: "node_modules/next-auth/" },
    },
    {
      name: "no-circle-of-files",
      comment: "Two files that need each other are one file, or a third one is missing below them.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-circle-of-folders",
      comment:
        "A folder is a room: who enters it must not have to come back. Move the file that both need one floor down.",
      severity: "error",
      scope: "folder",
      from: { path: "^lib/" },
      to: { circular: true },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules|^(pages|components|product)/.*tsx$" },
    exclude: { path: "^lib/platform/db/generated/" },
    // The parser for TypeScript 7 knows no JSX: pages, components and product are held by biome.json.
    webpackConfig: { fileName: ".dependency-cruiser.aliases.cjs" },
  },
};
