import type { Chapter } from "../requirement";

export const sessions: Chapter = {
  title: "V7 Session management",
  requirements: [
    {
      id: "V7.1.1",
      level: 2,
      text: "Idle and absolute session limits are documented and justified against NIST.",
      proof: {
        tests: {
          "tests/unit/features/sessions/lifetime.test.ts": ["…: the defaults"],
          "tests/project/docs.test.ts": [
            "docs/configuration.md says what lib/platform/config/env.ts does",
          ],
        },
      },
    },
    {
      id: "V7.1.2",
      level: 2,
      text: "Docs state the allowed number of parallel sessions and the overflow behaviour.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Sessions side by side",
          reason:
            "The page states the limit and what ends beyond it; tests/db/features/sign-in.test.ts shows it.",
        },
      },
    },
    {
      id: "V7.1.3",
      level: 2,
      text: "Docs cover session coordination with identity providers.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Sessions side by side",
          reason: "There is no identity provider to agree with.",
        },
      },
    },
    {
      id: "V7.2.1",
      level: 1,
      text: "Tokens are verified only on the backend.",
      proof: {
        attacks: [14, 17],
        tests: { "tests/api/guard/access.test.ts": ["… is answered: …"] },
      },
    },
    {
      id: "V7.2.2",
      level: 1,
      text: "Sessions use dynamically created tokens, never static keys.",
      proof: {
        attacks: [11],
        tests: { "tests/db/tables/sessions.test.ts": ["two sessions never share a secret"] },
      },
    },
    {
      id: "V7.2.3",
      level: 1,
      text: "Reference tokens are unique CSPRNG values with 128+ bits.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
          ],
        },
      },
    },
    {
      id: "V7.2.4",
      level: 1,
      text: "Sign-in and re-authentication mint a new token and kill the old.",
      proof: {
        attacks: [11],
        tests: {
          "tests/api/me/reauthentication.test.ts": [
            "confirming gives the session a new secret, and the old one is dead",
          ],
        },
      },
    },
    {
      id: "V7.3.1",
      level: 2,
      text: "Idle timeout forces re-authentication.",
      proof: { attacks: [18] },
    },
    {
      id: "V7.3.2",
      level: 2,
      text: "Absolute lifetime forces re-authentication.",
      proof: { attacks: [18] },
    },
    {
      id: "V7.4.1",
      level: 1,
      text: "After logout or expiry the token is dead server-side.",
      proof: {
        attacks: [12, 18],
        tests: {
          "tests/e2e/auth/sign-out.spec.ts": ["ends the session, also for who kept its cookie"],
        },
      },
    },
    {
      id: "V7.4.2",
      level: 1,
      text: "Disabling or deleting an account ends all its sessions.",
      proof: { attacks: [15] },
    },
    {
      id: "V7.4.3",
      level: 2,
      text: "After a factor change users may end all other sessions.",
      proof: { attacks: [13] },
    },
    {
      id: "V7.4.4",
      level: 2,
      text: "Logout is visible on each signed-in page.",
      proof: {
        tests: {
          "tests/e2e/every-page/privacy.spec.ts": [
            "every page that wants a session offers to end it",
          ],
        },
      },
    },
    {
      id: "V7.4.5",
      level: 2,
      text: "Admins can end sessions of one user or everyone.",
      proof: { tests: { "tests/api/admin/user.test.ts": ["… of the sessions ends every one"] } },
    },
    {
      id: "V7.5.1",
      level: 2,
      text: "Changing e-mail, MFA or recovery data needs full re-authentication.",
      proof: {
        tests: {
          "tests/api/me/email-change.test.ts": [
            "a wrong password asks for nothing",
            "needs a session, a new address and the password",
          ],
          "tests/api/me/password-change.test.ts": [
            "comes back to the form with what is wrong, and never with a password",
          ],
        },
      },
    },
    {
      id: "V7.5.2",
      level: 2,
      text: "Users list sessions and, after re-auth, end any of them.",
      proof: {
        notMet:
          "Everybody lists and ends their sessions (tests/api/me/sessions.test.ts), but is not asked for the password first. Ending a session is what somebody does in a hurry, and harms nobody but a thief (decision 026).",
      },
    },
    {
      id: "V7.5.3",
      level: 3,
      text: "Extra factor or confirmation precedes highly sensitive actions.",
      proof: {
        tests: {
          "tests/api/me/account-deletion.test.ts": [
            "needs recent authentication",
            "by the form wants the box ticked, and leads to the start page",
            "needs a session with recent authentication",
          ],
          "tests/api/admin/user.test.ts": [
            "asks for the password again, and changes nothing until then",
          ],
        },
      },
    },
    {
      id: "V7.6.1",
      level: 2,
      text: "IdP/app session lifetimes act as documented, re-authenticating when due.",
      proof: { notApplicable: "There is no sign-in with another provider yet." },
    },
    {
      id: "V7.6.2",
      level: 2,
      text: "A session is created only by consent or explicit user action.",
      proof: {
        attacks: [58],
        tests: {
          "tests/api/account/sign-up.test.ts": ["signs nobody in"],
          "tests/api/account/recovery.test.ts": ["opened, it is not used up"],
        },
      },
    },
  ],
};
