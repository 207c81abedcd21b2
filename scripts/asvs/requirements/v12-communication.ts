import type { Chapter } from "../requirement";

export const communication: Chapter = {
  title: "V12 Secure communication",
  requirements: [
    {
      id: "V12.1.1",
      level: 1,
      text: "Only TLS 1.2/1.3 enabled, newest preferred.",
      proof: { notApplicable: "Of the deployment: the proxy in front ends TLS." },
    },
    {
      id: "V12.1.2",
      level: 2,
      text: "Strong cipher suites only, strongest first.",
      proof: { notApplicable: "Of the deployment: the proxy in front ends TLS." },
    },
    {
      id: "V12.1.3",
      level: 2,
      text: "Client certificates are validated before trust.",
      proof: { notApplicable: "There are no client certificates." },
    },
    {
      id: "V12.2.1",
      level: 1,
      text: "All client traffic uses TLS without plaintext fallback.",
      proof: {
        attacks: [75],
        tests: {
          "tests/unit/platform/config/env.test.ts": ["production away from localhost wants https"],
          "tests/unit/platform/http/cookies.test.ts": [
            "over https it is sent back over https only, and nobody else can plant it",
          ],
        },
      },
    },
    {
      id: "V12.2.2",
      level: 1,
      text: "Public services present publicly trusted certificates.",
      proof: { notApplicable: "Of the deployment: the proxy in front ends TLS." },
    },
    {
      id: "V12.3.1",
      level: 2,
      text: "Database, mail and other links are encrypted with no downgrade.",
      proof: {
        tests: {
          "tests/unit/platform/mail/smtp-tls.test.ts": [
            "off this machine no mail goes to a server that offers no encryption",
          ],
          "tests/unit/platform/db/database-tls.test.ts": [
            "with sslmode=verify-full nothing is said to a server without TLS",
          ],
        },
      },
    },
    {
      id: "V12.3.2",
      level: 2,
      text: "Our TLS clients verify server certificates.",
      proof: {
        tests: {
          "tests/unit/platform/mail/smtp-tls.test.ts": [
            "no mail goes to a server whose certificate nobody vouches for",
          ],
          "tests/project/forbidden.test.ts": ["no certificate goes unchecked"],
        },
      },
    },
    {
      id: "V12.3.3",
      level: 2,
      text: "Internal HTTP services also use TLS.",
      proof: { notApplicable: "There is one service." },
    },
    {
      id: "V12.3.4",
      level: 2,
      text: "Internal TLS trusts only specific CAs or certificates.",
      proof: { notApplicable: "Of the deployment: the proxy in front ends TLS." },
    },
  ],
};
