import type { Chapter } from "../requirement";

export const coding: Chapter = {
  title: "V15 Secure coding and architecture",
  requirements: [
    {
      id: "V15.1.1",
      level: 1,
      text: "It is written down how soon vulnerable and old libraries are replaced.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Dependencies",
          reason: "The times are written there.",
        },
      },
    },
    {
      id: "V15.1.2",
      level: 2,
      text: "There is an inventory of every library and where it comes from.",
      proof: {
        inspection: {
          file: "package-lock.json",
          reason: "Every package, with its version, source and checksum.",
        },
      },
    },
    {
      id: "V15.1.3",
      level: 2,
      text: "It is written down what is slow or costly and what keeps it from being overused.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Costly work",
          reason: "What is costly, and what holds it down.",
        },
      },
    },
    {
      id: "V15.2.1",
      level: 1,
      text: "No library is older than that allows.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Dependencies",
          reason: "Depends on the day: `npm audit` and `npm outdated` say it.",
        },
      },
    },
    {
      id: "V15.2.2",
      level: 2,
      text: "What is slow or costly is defended as written.",
      proof: {
        attacks: [44, 45],
        tests: {
          "tests/unit/features/password/pool.test.ts": [
            "a full queue refuses at once, says when to come back, and loses nothing it took",
            "the event loop keeps turning while a password is hashed",
          ],
          "tests/api/server/processes.test.ts": ["the rest are told to come back at once"],
        },
      },
    },
    {
      id: "V15.2.3",
      level: 2,
      text: "Production holds no test code, samples or tools of development.",
      proof: {
        attacks: [39],
        tests: {
          "tests/api/server/built-output.test.ts": [
            "no page shows code of tests, and no route of them exists",
          ],
        },
      },
    },
    {
      id: "V15.3.1",
      level: 1,
      text: "Only the needed fields of an object are given out.",
      proof: {
        tests: {
          "tests/db/tables/users.test.ts": ["no function but one returns anything secret"],
          "tests/api/me/me.test.ts": [
            "says who is signed in and with which session, and nothing secret",
          ],
        },
      },
    },
    {
      id: "V15.3.2",
      level: 2,
      text: "Calls to other servers follow no redirects.",
      proof: { notApplicable: "The server calls no URL." },
    },
    {
      id: "V15.3.3",
      level: 2,
      text: "Each action takes only its own fields (no mass assignment).",
      proof: { attacks: [43] },
    },
    {
      id: "V15.3.4",
      level: 2,
      text: "The client's address comes from sources that clients cannot forge.",
      proof: {
        attacks: [68],
        tests: { "tests/unit/platform/core/request-context.test.ts": ["address"] },
      },
    },
    {
      id: "V15.3.5",
      level: 2,
      text: "Types are checked, and comparisons are strict.",
      proof: { attacks: [42] },
    },
    {
      id: "V15.3.6",
      level: 2,
      text: "Prototypes cannot be polluted.",
      proof: {
        attacks: [41],
        tests: { "tests/unit/platform/http/body.test.ts": ["__proto__ is a field like any other"] },
      },
    },
    {
      id: "V15.3.7",
      level: 2,
      text: "A parameter sent twice, or from another source, does no harm.",
      proof: {
        attacks: [36, 42],
        tests: {
          "tests/unit/platform/http/body.test.ts": [
            "a field sent twice is a list, so that no schema takes it for text",
          ],
        },
      },
    },
    {
      id: "V15.4.2",
      level: 3,
      text: "What is checked and what depends on it happen as one.",
      proof: {
        attacks: [51, 52, 56, 57],
        tests: {
          "tests/db/tables/users.test.ts": [
            "makes those who change the same user come one after the other",
          ],
        },
      },
    },
  ],
};
