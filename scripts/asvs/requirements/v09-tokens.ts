import type { Chapter } from "../requirement";

export const tokens: Chapter = {
  title: "V9 Self-contained tokens",
  requirements: [
    {
      id: "V9.1.1",
      level: 1,
      text: "Signature or MAC is checked before any token content is used.",
      proof: { attacks: [1] },
    },
    {
      id: "V9.1.2",
      level: 1,
      text: "Algorithms come from an allowlist per context; none is barred; no confusion.",
      proof: { attacks: [2], tests: { "tests/unit/web/session/codec.test.ts": ["refused"] } },
    },
    {
      id: "V9.1.3",
      level: 1,
      text: "Keys come from preconfigured trusted sources; jku/x5u/jwk ignored.",
      proof: {
        attacks: [2],
        tests: {
          "tests/unit/platform/crypto/sealed.test.ts": [
            "it is no session, and a session is none of it",
          ],
        },
      },
    },
    { id: "V9.2.1", level: 1, text: "Tokens work only inside nbf/exp.", proof: { attacks: [3] } },
    {
      id: "V9.2.2",
      level: 2,
      text: "Token type must fit the purpose.",
      proof: {
        attacks: [5],
        tests: {
          "tests/unit/web/session/codec.test.ts": [
            "a salt marks any other cookie (CVE-2023-48309)",
          ],
          "tests/unit/platform/crypto/sealed.test.ts": [
            "what was sealed for one purpose opens for no other",
          ],
        },
      },
    },
    {
      id: "V9.2.3",
      level: 2,
      text: "Only tokens meant for this service are accepted.",
      proof: {
        attacks: [4, 5],
        tests: {
          "tests/unit/platform/crypto/sealed.test.ts": [
            "it is no session, and a session is none of it",
          ],
        },
      },
    },
    {
      id: "V9.2.4",
      level: 2,
      text: "One key, several audiences: tokens carry a distinguishing audience.",
      proof: {
        attacks: [5],
        tests: {
          "tests/unit/platform/crypto/sealed.test.ts": [
            "what was sealed for one purpose opens for no other",
          ],
        },
      },
    },
  ],
};
