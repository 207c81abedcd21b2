import type { Chapter } from "../requirement";

export const encoding: Chapter = {
  title: "V1 Encoding and sanitisation",
  requirements: [
    {
      id: "V1.1.1",
      level: 2,
      text: "Input is canonicalised exactly one time, before any checks run; nothing is unescaped again afterwards.",
      proof: {
        attacks: [27, 63],
        tests: {
          "tests/unit/web/session/redirects.test.ts": ["… falls back"],
          "tests/unit/features/input/email-address.test.ts": [
            "normalising … twice changes nothing",
          ],
        },
      },
    },
    {
      id: "V1.1.2",
      level: 2,
      text: "Escape at the last moment, right where the HTML, mail or SQL engine consumes the value.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["no markup is put into the page as it is"],
          "tests/unit/platform/mail/message.test.ts": [
            "what strangers typed is escaped wherever it enters the markup",
          ],
          "tests/e2e/every-page/privacy.spec.ts": [
            "markup in a name is a name on every page, in the data of its scripts too",
          ],
        },
      },
    },
    {
      id: "V1.2.1",
      level: 1,
      text: "Use the encoder matching each sink: element text, attribute, comment, CSS, response header.",
      proof: {
        attacks: [47, 48],
        tests: {
          "tests/unit/platform/mail/message.test.ts": [
            "what strangers typed is escaped wherever it enters the markup",
            "the text is plain: nothing is escaped in it",
          ],
        },
      },
    },
    {
      id: "V1.2.2",
      level: 1,
      text: "Percent-encode untrusted URL parts and accept only http/https link schemes.",
      proof: {
        attacks: [27, 29],
        tests: { "tests/project/forbidden.test.ts": ["nothing is loaded from other sites"] },
      },
    },
    {
      id: "V1.2.3",
      level: 1,
      text: "Escape values placed into script blocks or JSON so they cannot break out.",
      proof: {
        tests: {
          "tests/e2e/every-page/privacy.spec.ts": [
            "markup in a name is a name on every page, in the data of its scripts too",
          ],
        },
      },
    },
    {
      id: "V1.2.4",
      level: 1,
      text: "Every database read/write goes through bound parameters or the ORM.",
      proof: {
        attacks: [42],
        tests: {
          "tests/project/forbidden.test.ts": ["no query is put together from text"],
          "tests/db/tables/users.test.ts": ["takes wildcards and quotes for what they are"],
        },
      },
    },
    {
      id: "V1.2.5",
      level: 1,
      text: "No operating-system command is ever assembled from request data.",
      proof: {
        tests: { "tests/project/forbidden.test.ts": ["no command of the operating system is run"] },
      },
    },
    {
      id: "V1.2.9",
      level: 2,
      text: "Text used to build a regular expression is escaped first.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["no pattern is put together from text"],
          "tests/api/admin/users.test.ts": ["… stands for itself"],
        },
      },
    },
    {
      id: "V1.2.10",
      level: 3,
      text: "Cells of a CSV file that a spreadsheet would run as formulas are escaped.",
      proof: {
        tests: {
          "tests/api/admin/export.test.ts": ["a cell that a spreadsheet would run is text: …"],
        },
      },
    },
    {
      id: "V1.3.2",
      level: 1,
      text: "No eval-like code execution anywhere in server or client.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["no code is made from text"],
          "tests/api/guard/security-headers.test.ts": [
            "are on …",
            "no page has an inline script or style, which the policy would refuse",
          ],
        },
      },
    },
    {
      id: "V1.3.3",
      level: 2,
      text: "Trim length and restrict characters before values reach risky sinks.",
      proof: {
        attacks: [45, 64],
        tests: {
          "tests/unit/features/input/fields.test.ts": ["name", "password"],
          "tests/unit/features/input/email-address.test.ts": ["length"],
        },
      },
    },
    {
      id: "V1.3.6",
      level: 2,
      text: "Server-side fetches go only to allow-listed hosts, schemes and ports.",
      proof: {
        attacks: [38, 39],
        tests: { "tests/project/forbidden.test.ts": ["nothing on the server sends HTTP requests"] },
      },
    },
    {
      id: "V1.3.7",
      level: 2,
      text: "Mail and page templates are fixed; user text is only data inside them.",
      proof: {
        attacks: [48],
        tests: {
          "tests/unit/platform/mail/message.test.ts": [
            "what strangers typed is escaped wherever it enters the markup",
          ],
          "tests/e2e/every-page/privacy.spec.ts": [
            "markup in a name is a name on every page, in the data of its scripts too",
          ],
        },
      },
    },
    {
      id: "V1.3.10",
      level: 2,
      text: "User text is never the format-string argument of a logger or printf.",
      proof: {
        attacks: [48],
        tests: {
          "tests/project/forbidden.test.ts": ["no text of others is the message of a log line"],
        },
      },
    },
    {
      id: "V1.3.11",
      level: 2,
      text: "Addresses and names cannot add SMTP commands or mail headers.",
      proof: { attacks: [47, 50] },
    },
    {
      id: "V1.4.2",
      level: 2,
      text: "Numeric inputs have sign and range checks.",
      proof: { tests: { "tests/api/admin/users.test.ts": ["?… gives the first page"] } },
    },
    {
      id: "V1.5.2",
      level: 2,
      text: "Deserialise only plain JSON against a schema; never revive arbitrary types.",
      proof: {
        attacks: [40, 41],
        tests: { "tests/unit/platform/http/body.test.ts": ["__proto__ is a field like any other"] },
      },
    },
  ],
};
