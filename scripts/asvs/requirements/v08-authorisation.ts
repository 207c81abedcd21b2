import type { Chapter } from "../requirement";

export const authorisation: Chapter = {
  title: "V8 Authorisation",
  requirements: [
    {
      id: "V8.1.1",
      level: 1,
      text: "Docs define function and record access per role.",
      proof: {
        tests: {
          "tests/project/security-docs.test.ts": ["docs/access.md tells the access of every route"],
        },
      },
    },
    {
      id: "V8.1.2",
      level: 2,
      text: "Docs define field-level read/write rules.",
      proof: {
        tests: {
          "tests/project/security-docs.test.ts": [
            "docs/access.md tells who may read and write each field of a user",
          ],
        },
      },
    },
    {
      id: "V8.1.3",
      level: 3,
      text: "Docs define environmental attributes used for decisions.",
      proof: {
        notApplicable:
          "Nothing is decided by time, place or device but how fast somebody may guess.",
      },
    },
    {
      id: "V8.1.4",
      level: 3,
      text: "Docs define how context, thresholds and responses combine.",
      proof: { notApplicable: "The same." },
    },
    {
      id: "V8.2.1",
      level: 1,
      text: "Functions open only to explicitly permitted callers.",
      proof: {
        attacks: [32, 33, 35],
        tests: {
          "tests/api/guard/access.test.ts": [
            "… is answered: …",
            "is made by a wrapper, and each method declares what the table says",
          ],
          "tests/api/guard/without-middleware.test.ts": ["the guard of … holds"],
        },
      },
    },
    {
      id: "V8.2.2",
      level: 1,
      text: "Records open only to permitted callers (no IDOR).",
      proof: { attacks: [36, 37] },
    },
    {
      id: "V8.2.3",
      level: 2,
      text: "Fields are readable/writable only with permission.",
      proof: {
        attacks: [43],
        tests: {
          "tests/api/admin/user.test.ts": ["does not come with anything the form does not name"],
          "tests/db/tables/users.test.ts": ["no function but one returns anything secret"],
        },
      },
    },
    {
      id: "V8.2.4",
      level: 3,
      text: "Context-adaptive controls operate at sign-in and during sessions.",
      proof: {
        notApplicable:
          "No control adapts to where or when somebody signs in, but the throttles; a new browser is told by mail.",
      },
    },
    {
      id: "V8.3.1",
      level: 1,
      text: "Rules run in a trusted server layer, not in the browser.",
      proof: {
        attacks: [14, 34],
        tests: { "tests/api/guard/without-middleware.test.ts": ["the guard of … holds"] },
      },
    },
    {
      id: "V8.3.2",
      level: 3,
      text: "Permission changes take effect at once, JWTs notwithstanding.",
      proof: {
        attacks: [14],
        tests: {
          "tests/api/admin/roles.test.ts": [
            "a demoted admin is refused on the very next request, with the old cookie",
            "a promoted user is let in without a new sign-in",
          ],
        },
      },
    },
    {
      id: "V8.3.3",
      level: 3,
      text: "Downstream access uses the original subject's rights.",
      proof: { notApplicable: "There is one service." },
    },
    {
      id: "V8.4.1",
      level: 2,
      text: "Tenants are isolated from one another.",
      proof: { notApplicable: "There are no tenants." },
    },
    {
      id: "V8.4.2",
      level: 3,
      text: "Admin access has layered defences beyond network location.",
      proof: {
        notMet:
          "Administrators need a password of the last ten minutes for every act, and no more: there is no second factor yet.",
      },
    },
  ],
};
