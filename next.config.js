const { contentSources } = require("./lib/platform/config/content-sources.cjs");

const development = process.env.NODE_ENV === "development";

/** @param {keyof typeof contentSources} kind what a product loads from elsewhere, after our own */
const also = (kind) => contentSources[kind].map((source) => ` ${source}`).join("");

// The Pages Router emits no inline script or style, so neither is allowed. Development needs
// eval and inline styles for hot reloading.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self'${development ? " 'unsafe-eval'" : ""}${also("scripts")}`,
  `style-src 'self'${development ? " 'unsafe-inline'" : ""}${also("styles")}`,
  `img-src 'self'${also("images")}`,
  `font-src 'self'${also("fonts")}`,
  `connect-src 'self'${also("connections")}`,
  `frame-src 'self'${also("frames")}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Origin-Agent-Cluster", value: "?1" },
  { key: "X-Permitted-Cross-Domain-Policies", value: "none" },
  {
    key: "Permissions-Policy",
    value:
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), payment=(), usb=()",
  },
];

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
    "/**": ["public/**", "node_modules/bcryptjs/**", "node_modules/@prisma/schema-engine-wasm/**"],
  },
  // Images are not optimised here.
  outputFileTracingExcludes: { "*": ["node_modules/sharp/**", "node_modules/@img/**"] },
};

/** @type {import("next").NextConfig} */
const config = {
  ...(process.env.LATCHKEY_STANDALONE && standalone),
  poweredByHeader: false,
  // Shared, the runtime is started by an inline script, which the policy above would have to allow.
  experimental: { turbopackSharedRuntime: false },
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
    { source: "/:path*", headers: securityHeaders },
    {
      // An address with the token of a link is told to no other site. To our own it is: a form of a
      // page without any referrer is sent with `Origin: null`, and Safari before 16.4 sends nothing else.
      source: "/:path*",
      has: [{ type: "query", key: "token" }],
      headers: [{ key: "Referrer-Policy", value: "same-origin" }],
    },
    {
      // Told over https only (RFC 6797, 7.2); the proxy that ends TLS says so.
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }],
    },
  ],
};

module.exports = config;
