import type { Chapter } from "../requirement";

export const data: Chapter = {
  title: "V14 Data protection",
  requirements: [
    {
      id: "V14.1.1",
      level: 2,
      text: "Sensitive data is inventoried and classified, encoded data included.",
      proof: {
        tests: {
          "tests/project/security-docs.test.ts": [
            "docs/data.md classifies every column",
            "docs/data.md says what each class of data asks for",
          ],
        },
      },
    },
    {
      id: "V14.1.2",
      level: 2,
      text: "Each class has protection, retention, logging and privacy rules.",
      proof: {
        tests: {
          "tests/project/security-docs.test.ts": [
            "docs/data.md says what each class of data asks for",
          ],
        },
      },
    },
    {
      id: "V14.2.1",
      level: 1,
      text: "Secrets travel in bodies or headers, never in URLs.",
      proof: {
        tests: {
          "tests/api/account/sign-up.test.ts": [
            "come back to the form, next to their fields, the password left out",
          ],
          "tests/api/guard/security-headers.test.ts": [
            "the page whose address holds a secret tells nobody where people come from",
          ],
          "tests/api/server/request-log.test.ts": [
            "neither cookie nor token, password, query or address is in the log",
          ],
        },
      },
    },
    {
      id: "V14.2.2",
      level: 2,
      text: "Server-side caches never keep sensitive responses.",
      proof: {
        tests: {
          "tests/api/next-auth/session-cookie.test.ts": ["what is signed in is kept by no cache"],
          "tests/api/next-auth/routes.test.ts": ["their answers are kept by no cache"],
        },
      },
    },
    {
      id: "V14.2.3",
      level: 2,
      text: "Sensitive data goes to no trackers.",
      proof: {
        tests: {
          "tests/e2e/every-page/privacy.spec.ts": [
            "no page asks another server for anything, and none keeps anything in the browser",
          ],
        },
      },
    },
    {
      id: "V14.2.4",
      level: 2,
      text: "Documented protections are implemented.",
      proof: {
        tests: {
          "tests/db/tables/outbox.test.ts": [
            "leaves nothing of the mail readable in the database",
            "erases the text: what is kept is only that it went out",
          ],
          "tests/unit/platform/crypto/secret.test.ts": ["it is stored as its SHA-256 alone"],
          "tests/api/me/account-deletion.test.ts": [
            "takes everything of the user, leaves the events under a pseudonym, and says goodbye",
          ],
          "tests/api/server/request-log.test.ts": [
            "neither cookie nor token, password, query or address is in the log",
          ],
        },
      },
    },
    {
      id: "V14.2.6",
      level: 3,
      text: "An answer holds only the data it is asked for.",
      proof: {
        tests: {
          "tests/db/tables/users.test.ts": ["no function but one returns anything secret"],
          "tests/api/admin/users.test.ts": ["a user as an administrator sees one: nothing secret"],
        },
      },
    },
    {
      id: "V14.2.7",
      level: 3,
      text: "Data that is no longer needed is deleted on schedule.",
      proof: {
        tests: {
          "tests/db/tables/sweep.test.ts": [
            "takes what has run its course and leaves the rest",
            "done by several at once, each row goes once",
          ],
        },
      },
    },
    {
      id: "V14.3.1",
      level: 1,
      text: "Signed-in data leaves the browser at session end.",
      proof: {
        tests: {
          "tests/e2e/auth/sign-out.spec.ts": [
            "does not let the back button show the dashboard again",
          ],
          "tests/e2e/every-page/soft-navigation.spec.ts": [
            "what was prefetched while signed out is forgotten",
          ],
        },
      },
    },
    {
      id: "V14.3.2",
      level: 2,
      text: "Anti-cache headers protect sensitive pages.",
      proof: {
        tests: {
          "tests/api/next-auth/session-cookie.test.ts": ["what is signed in is kept by no cache"],
        },
      },
    },
    {
      id: "V14.3.3",
      level: 2,
      text: "Browser storage holds nothing sensitive except session tokens.",
      proof: {
        tests: {
          "tests/e2e/every-page/privacy.spec.ts": [
            "no page asks another server for anything, and none keeps anything in the browser",
          ],
        },
      },
    },
  ],
};
