/** The sentences of your product's own pages. A section's name must be none of lib/platform/texts. */
export const en = {
  product: {
    /** Below every page, after the name. */
    tagline: "Accounts on your own server.",
  },
  front: {
    title: "Accounts you own",
    eyebrow: "Self-hosted accounts for Next.js",
    headline: "Know who holds a key. Take any key back.",
    lead: "{app} is the accounts part of your product, on your own server: sign-up, sign-in, sessions and roles, with every record in a database that belongs to you.",
    createAccount: "Create account",
    whatYouGet: "What you get",
    sessionsTitle: "Sessions you can revoke",
    sessionsText:
      "Every session is a row in your database. End one, and its very next request is refused.",
    guardsTitle: "Guards at the route",
    guardsText: "Every page and API route declares who may enter. There is no default to forget.",
    formsTitle: "Works without JavaScript",
    formsText: "Plain HTML forms from sign-up to sign-out. Scripts only make them nicer.",
    databaseTitle: "Your own database",
    databaseText: "SQLite out of the box, PostgreSQL by one setting. Nobody else holds your users.",
    sampleTitle: "Access is the first thing a route says",
    sampleText:
      "The guard reads the session from the database, turns everyone else away, and hands your code a user who really exists.",
    previewTitle: "Active sessions",
    previewDevice: "{browser} on {system}",
    previewCurrent: "This device",
    previewActive: "Active",
    previewRevoked: "Revoked",
  },
  dashboard: {
    title: "Dashboard",
    hello: "Hello, {name}",
  },
} as const;
