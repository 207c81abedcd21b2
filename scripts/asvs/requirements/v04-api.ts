import type { Chapter } from "../requirement";

export const api: Chapter = {
  title: "V4 API and web service",
  requirements: [
    {
      id: "V4.1.1",
      level: 1,
      text: "Bodies carry the true media type with a charset.",
      proof: {
        tests: {
          "tests/api/guard/content-types.test.ts": [
            "… says what it is, and in which charset: …",
            "scripts and styles are told as such, in UTF-8",
          ],
        },
      },
    },
    {
      id: "V4.1.2",
      level: 2,
      text: "Only browser pages redirect http to https; API calls fail instead.",
      proof: {
        inspection: {
          file: "docs/deploy.md",
          heading: "Behind a proxy that ends TLS",
          reason:
            "The app redirects nobody from http to https; where a proxy does, its configuration is the place.",
        },
      },
    },
    {
      id: "V4.1.3",
      level: 2,
      text: "Proxy-set headers cannot be forged by clients.",
      proof: {
        attacks: [31, 68],
        tests: { "tests/unit/platform/core/request-context.test.ts": ["address"] },
      },
    },
    {
      id: "V4.1.4",
      level: 3,
      text: "Only the HTTP methods a route supports are answered.",
      proof: { attacks: [23, 24] },
    },
    {
      id: "V4.2.1",
      level: 2,
      text: "Message framing is unambiguous end to end, so no smuggling.",
      proof: { attacks: [46] },
    },
    {
      id: "V4.2.5",
      level: 3,
      text: "Addresses and header fields that are too long are refused.",
      proof: { attacks: [10, 27] },
    },
    {
      id: "V4.3.1",
      level: 2,
      text: "GraphQL queries are depth, cost or allowlist limited.",
      proof: { notApplicable: "There is no GraphQL." },
    },
    {
      id: "V4.3.2",
      level: 2,
      text: "GraphQL introspection is off in production.",
      proof: { notApplicable: "There is no GraphQL." },
    },
    {
      id: "V4.4.1",
      level: 1,
      text: "WebSockets use TLS.",
      proof: { notApplicable: "There are no WebSockets; an upgrade is not answered (attack 39)." },
    },
    {
      id: "V4.4.2",
      level: 2,
      text: "WebSocket handshakes check Origin.",
      proof: { notApplicable: "There are no WebSockets; an upgrade is not answered (attack 39)." },
    },
    {
      id: "V4.4.3",
      level: 2,
      text: "Dedicated WebSocket tokens follow session rules.",
      proof: { notApplicable: "There are no WebSockets; an upgrade is not answered (attack 39)." },
    },
    {
      id: "V4.4.4",
      level: 2,
      text: "WebSocket tokens come from the authenticated HTTPS session.",
      proof: { notApplicable: "There are no WebSockets; an upgrade is not answered (attack 39)." },
    },
  ],
};
