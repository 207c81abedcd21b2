import type { Chapter } from "../requirement";

export const configuration: Chapter = {
  title: "V13 Configuration",
  requirements: [
    {
      id: "V13.1.1",
      level: 2,
      text: "All outbound and inbound communication needs are documented.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Where it connects to",
          reason: "The database and the mail server; V13.2.4 shows that there is nothing else.",
        },
      },
    },
    {
      id: "V13.2.1",
      level: 2,
      text: "Backend components authenticate with individual, short-lived credentials.",
      proof: {
        notApplicable:
          "Of the deployment: the accounts of the database and the mail server are the operator's.",
      },
    },
    {
      id: "V13.2.2",
      level: 2,
      text: "Backend accounts have least privilege.",
      proof: {
        tests: {
          "tests/api/server/serving-role.test.ts": [
            "is enough for the whole life of an account",
            "may not: …",
          ],
        },
      },
    },
    {
      id: "V13.2.3",
      level: 2,
      text: "No default service credentials.",
      proof: {
        attacks: [75],
        tests: {
          "tests/project/docs.test.ts": ["has no usable secret, and sets nothing as it is"],
          "tests/unit/platform/config/env.test.ts": ["NEXTAUTH_SECRET"],
        },
      },
    },
    {
      id: "V13.2.4",
      level: 2,
      text: "Reachable external systems are allow-listed.",
      proof: {
        attacks: [38, 39],
        tests: { "tests/project/forbidden.test.ts": ["nothing on the server sends HTTP requests"] },
      },
    },
    {
      id: "V13.2.5",
      level: 2,
      text: "The server's own load/fetch targets are allow-listed.",
      proof: {
        attacks: [38],
        tests: { "tests/project/forbidden.test.ts": ["nothing on the server sends HTTP requests"] },
      },
    },
    {
      id: "V13.3.1",
      level: 2,
      text: "Secrets live in a manager/env, never in source or build output.",
      proof: {
        tests: {
          "tests/api/server/built-output.test.ts": [
            "what browsers get names no variable of the server, and holds no source map",
            "the build holds none of the secrets it was made or is served with",
          ],
          "tests/project/docs.test.ts": ["has no usable secret, and sets nothing as it is"],
        },
      },
    },
    {
      id: "V13.3.2",
      level: 2,
      text: "Secret access follows least privilege.",
      proof: {
        tests: {
          "tests/api/server/built-output.test.ts": [
            "what browsers get names no variable of the server, and holds no source map",
          ],
          "tests/db/tables/outbox.test.ts": [
            "writes an .eml file that only its owner reads, and prints the link",
          ],
        },
      },
    },
    {
      id: "V13.4.1",
      level: 1,
      text: "No VCS metadata is deployed or reachable.",
      proof: { attacks: [39] },
    },
    {
      id: "V13.4.2",
      level: 2,
      text: "Debug modes are off in production.",
      proof: {
        tests: {
          "tests/api/server/built-output.test.ts": [
            "what browsers get names no variable of the server, and holds no source map",
          ],
          "tests/unit/platform/http/to-problem.test.ts": ["anything else stays here: …"],
        },
      },
    },
    { id: "V13.4.3", level: 2, text: "No directory listings.", proof: { attacks: [39] } },
    { id: "V13.4.4", level: 2, text: "TRACE unsupported.", proof: { attacks: [23] } },
    {
      id: "V13.4.5",
      level: 2,
      text: "Internal docs and monitoring endpoints are not public.",
      proof: {
        inspection: {
          file: "docs/access.md",
          heading: "Routes",
          reason:
            "No documentation and no metrics are served; the two health routes say only that they are well, or 503.",
        },
      },
    },
    {
      id: "V13.4.6",
      level: 3,
      text: "Versions of what runs inside are not told.",
      proof: { tests: { "tests/api/guard/security-headers.test.ts": ["are on …"] } },
    },
  ],
};
