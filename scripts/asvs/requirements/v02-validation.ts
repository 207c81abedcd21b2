import type { Chapter } from "../requirement";

export const validation: Chapter = {
  title: "V2 Validation and business logic",
  requirements: [
    {
      id: "V2.1.1",
      level: 1,
      text: "Written rules say what each field's valid format is.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Fields",
          reason: "Each field, its form and its limits; V2.2.1 shows that they hold.",
        },
      },
    },
    {
      id: "V2.1.2",
      level: 2,
      text: "Written rules say which fields must agree with each other.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Fields",
          reason:
            "The last column says which fields must agree with which; V2.2.3 shows that they do.",
        },
      },
    },
    {
      id: "V2.1.3",
      level: 2,
      text: "Per-user and global business limits are written down.",
      proof: {
        tests: { "tests/project/security-docs.test.ts": ["docs/security.md tells every limit"] },
      },
    },
    {
      id: "V2.2.1",
      level: 1,
      text: "All inputs checked positively against pattern, range or expected structure.",
      proof: {
        attacks: [40, 42, 64],
        tests: {
          "tests/unit/features/input/fields.test.ts": ["name", "password"],
          "tests/unit/features/input/email-address.test.ts": ["… is refused"],
        },
      },
    },
    {
      id: "V2.2.2",
      level: 1,
      text: "The server validates; browser checks are only convenience.",
      proof: {
        attacks: [42],
        tests: {
          "tests/api/account/sign-up.test.ts": [
            "refused fields:",
            "come back to the form, next to their fields, the password left out",
          ],
          "tests/e2e/auth/sign-up.spec.ts": ["a refused password leads back to the form"],
        },
      },
    },
    {
      id: "V2.2.3",
      level: 2,
      text: "Related values are validated together for plausibility.",
      proof: {
        attacks: [5],
        tests: {
          "tests/unit/features/password/policy.test.ts": ["what everybody knows about the owner"],
          "tests/api/me/email-change.test.ts": ["needs a session, a new address and the password"],
          "tests/api/account/verify-email.test.ts": [
            "does not confirm an address it was not sent to",
          ],
        },
      },
    },
    {
      id: "V2.3.1",
      level: 1,
      text: "Multi-step flows cannot be entered midway or out of order.",
      proof: {
        attacks: [5],
        tests: {
          "tests/db/tables/tokens.test.ts": [
            "a token for another purpose does not work, and stays",
            "no token for nothing",
          ],
        },
      },
    },
    {
      id: "V2.3.2",
      level: 2,
      text: "Documented limits are really enforced.",
      proof: {
        attacks: [68],
        tests: {
          "tests/project/security-docs.test.ts": ["docs/security.md tells every limit"],
          "tests/db/features/limits.test.ts": ["the app's limits"],
        },
      },
    },
    {
      id: "V2.3.3",
      level: 2,
      text: "A business action commits wholly or leaves nothing behind.",
      proof: {
        attacks: [69],
        tests: {
          "tests/db/transaction.test.ts": [
            "when it throws, none of it is stored, and the error comes through",
          ],
          "tests/db/tables/outbox.test.ts": [
            "is part of the transaction of what the mail tells of",
          ],
        },
      },
    },
    {
      id: "V2.3.4",
      level: 2,
      text: "Locks stop scarce or single-use items being consumed twice.",
      proof: {
        attacks: [51, 52, 56, 57, 58],
        tests: { "tests/db/tables/tokens.test.ts": ["of twenty at once exactly one gets it"] },
      },
    },
    {
      id: "V2.4.1",
      level: 2,
      text: "Automation against costly, mass-data or spammy functions is throttled.",
      proof: {
        attacks: [68],
        tests: {
          "tests/api/account/throttles.test.ts": [
            "is answered 429 after … calls from one network address",
          ],
          "tests/api/account/sign-up.test.ts": [
            "one address is not mailed without end, and nobody is told",
          ],
        },
      },
    },
  ],
};
