const { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } = require("next/constants");

// `npm run build:standalone` says so: a folder that needs nothing else, which `next start` cannot
// serve and which therefore has a place of its own.
/** @type {import("next").NextConfig} */
const standalone = {
  output: "standalone",
  distDir: ".next-standalone",
  // Said, because Next would look for the lock file, in the folders above too.
  outputFileTracingRoot: __dirname,
  // What is read at run time without being imported by a route.
  outputFileTracingIncludes: {
    "/**": [
      "public/**",
      "lib/features/password/foreign/check.cjs",
      "node_modules/bcryptjs/**",
      "node_modules/csv-parse/package.json",
      "node_modules/csv-parse/lib/**",
      "node_modules/hash-wasm/**",
      "node_modules/@prisma/schema-engine-wasm/**",
      // Routes load these by `require`; what prepares the database imports them, from other files.
      "node_modules/@prisma/adapter-better-sqlite3/**",
      "node_modules/@prisma/adapter-pg/**",
      "node_modules/@prisma/debug/**",
      "node_modules/@prisma/driver-adapter-utils/**",
      "node_modules/pg/**",
    ],
  },
  // Images are not optimised here.
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
};

/** @type {import("next").NextConfig} */
const config = {
  ...(process.env.LATCHKEY_STANDALONE && standalone),
  poweredByHeader: false,
  // Pages are made for who asks, and no cache keeps them: a hash of each would be compared with none.
  generateEtags: false,
  experimental: {
    // Shared, the runtime is started by an inline script, which the policy would have to allow.
    turbopackSharedRuntime: false,
    // A route is loaded when it is first asked for: all of them are 40 MB and most of a start.
    preloadEntriesOnStart: false,
  },
  reactStrictMode: true,
  // No page uses next/image, so its optimiser need not answer anybody.
  images: { unoptimized: true },
  // `next build` checks the types. The scripts that start the app leave it out: whoever runs them
  // has code that was checked already, and perhaps no development packages to check it with.
  typescript: { ignoreBuildErrors: process.env.LATCHKEY_SKIP_TYPES === "1" },
  redirects: async () => [
    // Where browsers and password managers send people to change a password
    // (https://w3c.github.io/webappsec-change-password-url/).
    {
      source: "/.well-known/change-password",
      destination: "/settings/password",
      statusCode: 302,
    },
    // The pages of links in mails that were sent before 0.2.0.
    { source: "/verify-email", destination: "/link/verify", permanent: true },
    {
      source: "/:purpose(confirm-email|undo-email)",
      destination: "/link/:purpose",
      permanent: true,
    },
  ],
  headers: async () => [
    {
      // Their addresses change with what is in them.
      source: "/(forms|password-strength|passkeys).js",
      has: [{ type: "query", key: "v" }],
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
  ],
};

/** @param {string} phase of Next: building, serving … */
function configOf(phase) {
  if (![PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD].includes(phase)) return config;
  const { buildBrowserScripts } = require("./scripts/browser/build.cjs");
  const BUILD_FOLDER = config.distDir ?? ".next";
  return { ...config, env: { SCRIPTS_VERSION: buildBrowserScripts(), BUILD_FOLDER } };
}

// Readable without a phase, too: a test asks for it.
module.exports = Object.assign(configOf, config);
