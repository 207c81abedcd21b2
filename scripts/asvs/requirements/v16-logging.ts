import type { Chapter } from "../requirement";

export const logging: Chapter = {
  title: "V16 Logging and error handling",
  requirements: [
    {
      id: "V16.1.1",
      level: 2,
      text: "A log inventory says what, where, format, access and retention.",
      proof: {
        inspection: {
          file: "docs/data.md",
          heading: "Logs",
          reason:
            "What, where, in which form, who reads it and for how long; the events are held against the code by a test.",
        },
      },
    },
    {
      id: "V16.2.1",
      level: 2,
      text: "Entries say when, where, who and what.",
      proof: {
        tests: {
          "tests/api/server/request-log.test.ts": [
            "the line says when, in milliseconds since 1970, what and how it ended",
          ],
          "tests/db/tables/events.test.ts": [
            "says what happened to whom, who did it, and who sent the request",
          ],
        },
      },
    },
    {
      id: "V16.2.2",
      level: 2,
      text: "Synchronised clocks; timestamps in UTC or with offset.",
      proof: {
        tests: {
          "tests/api/server/request-log.test.ts": [
            "the line says when, in milliseconds since 1970, what and how it ended",
          ],
          "tests/db/tables/session-lookup.test.ts": ["a server in another time zone"],
        },
      },
    },
    {
      id: "V16.2.3",
      level: 2,
      text: "Logs go only to documented sinks.",
      proof: {
        inspection: {
          file: "docs/data.md",
          heading: "Logs",
          reason:
            "Standard output and one table; lib/platform/core/log.ts and lib/platform/db/tables/events.ts are the only places that write.",
        },
      },
    },
    {
      id: "V16.2.4",
      level: 2,
      text: "Logs are machine-readable in one format.",
      proof: {
        tests: {
          "tests/api/server/request-log.test.ts": [
            "(… …) has an id of its own, and a line in the log",
          ],
        },
      },
    },
    {
      id: "V16.2.5",
      level: 2,
      text: "Sensitive data is masked, hashed or omitted in logs.",
      proof: {
        tests: {
          "tests/api/server/request-log.test.ts": [
            "neither cookie nor token, password, query or address is in the log",
          ],
          "tests/db/tables/outbox-smtp.test.ts": [
            "may repeat the recipient: the address is not kept",
          ],
        },
      },
    },
    {
      id: "V16.3.1",
      level: 2,
      text: "All authentication outcomes are logged with method and factor.",
      proof: {
        tests: {
          "tests/api/me/events.test.ts": ["tells what happened to the account, newest first"],
          "tests/db/features/sign-in.test.ts": [
            "a wrong password gives nothing, and is written down",
            "begins, and is written down",
          ],
          "tests/api/guard/refusals-recorded.test.ts": [
            "a sign-in that was tried too often, with the account it is about",
            "the owner sees that the password was confirmed, and that a link was asked for",
          ],
        },
      },
    },
    {
      id: "V16.3.2",
      level: 2,
      text: "Denied authorization attempts are logged.",
      proof: {
        attacks: [37],
        tests: { "tests/db/tables/events.test.ts": ["is written down about who was refused"] },
      },
    },
    {
      id: "V16.3.3",
      level: 2,
      text: "Documented security events and control-bypass attempts are logged.",
      proof: {
        attacks: [37],
        tests: {
          "tests/project/security-docs.test.ts": ["docs/data.md names every security event"],
          "tests/api/guard/refusals-recorded.test.ts": [
            "a sign-in that was tried too often, with the account it is about",
            "a request from another site",
            "a link that does not work: …",
          ],
          "tests/api/server/request-log.test.ts": [
            "stands in the warning of a limit, which tells nothing of who met it",
            "a request from another site leaves a warning by its name in OWASP's vocabulary",
            "(… …) has an id of its own, and a line in the log",
          ],
        },
      },
    },
    {
      id: "V16.3.4",
      level: 2,
      text: "Surprise exceptions and failing safeguards (TLS to a backend, say) leave a log entry.",
      proof: {
        attacks: [70],
        tests: { "tests/unit/platform/http/to-problem.test.ts": ["anything else stays here: …"] },
      },
    },
    {
      id: "V16.4.1",
      level: 2,
      text: "Log content is encoded against injection.",
      proof: {
        attacks: [26, 47],
        tests: {
          "tests/api/server/request-log.test.ts": [
            "a path is cut, and stays on its line whatever is in it",
          ],
        },
      },
    },
    {
      id: "V16.4.2",
      level: 2,
      text: "Logs resist unauthorised reading and alteration.",
      proof: {
        attacks: [23],
        tests: {
          "tests/api/me/events.test.ts": [
            "shows one's own events only",
            "is refused without a session",
          ],
        },
      },
    },
    {
      id: "V16.4.3",
      level: 2,
      text: "Logs are shipped to a separate system.",
      proof: {
        notApplicable:
          "Of the deployment: standard output is JSON, one object a line, ready to be forwarded.",
      },
    },
    {
      id: "V16.5.1",
      level: 2,
      text: "Clients see generic errors; no internals leak.",
      proof: {
        attacks: [40, 44],
        tests: {
          "tests/unit/platform/http/to-problem.test.ts": ["anything else stays here: …"],
          "tests/e2e/every-page/problem-pages.spec.ts": ["a page that fails on the server"],
        },
      },
    },
    {
      id: "V16.5.2",
      level: 2,
      text: "Losing a dependency leaves the app secure and working as far as possible.",
      proof: { attacks: [70, 71, 72] },
    },
    {
      id: "V16.5.3",
      level: 2,
      text: "Exceptions fail closed and cleanly.",
      proof: { attacks: [70] },
    },
    {
      id: "V16.5.4",
      level: 3,
      text: "A last-resort handler catches and logs what nobody else caught.",
      proof: {
        tests: {
          "tests/unit/platform/http/to-problem.test.ts": ["anything else stays here: …"],
          "tests/e2e/every-page/problem-pages.spec.ts": ["a page that fails on the server"],
        },
      },
    },
  ],
};
