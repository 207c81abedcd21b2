import type { Chapter } from "../requirement";

export const authentication: Chapter = {
  title: "V6 Authentication",
  requirements: [
    {
      id: "V6.1.1",
      level: 1,
      text: "Docs explain brute-force and stuffing defences, their settings, and how malicious lockout is avoided.",
      proof: {
        tests: { "tests/project/security-docs.test.ts": ["docs/security.md tells every limit"] },
      },
    },
    {
      id: "V6.1.2",
      level: 2,
      text: "Docs list context words (brand, product, role names) forbidden in passwords.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Numbers",
          reason: "Names the words; V6.2.11 shows that they are refused.",
        },
      },
    },
    {
      id: "V6.1.3",
      level: 2,
      text: "Docs enumerate every sign-in route with its controls and strength.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Ways in",
          reason:
            "There is one; the table of routes in docs/access.md, held against the code, shows no other.",
        },
      },
    },
    {
      id: "V6.2.1",
      level: 1,
      text: "Passwords need 8+ characters; 15+ strongly advised (NIST final: 15 if sole factor).",
      proof: { tests: { "tests/unit/features/password/policy.test.ts": ["length"] } },
    },
    {
      id: "V6.2.2",
      level: 1,
      text: "A user can change their own password.",
      proof: {
        tests: {
          "tests/api/me/password-change.test.ts": [
            "gives this session a new secret, ends all others at once, and tells the owner",
          ],
          "tests/e2e/account/lifecycle.spec.ts": [
            "a password is changed, and this browser stays signed in @nojs",
          ],
        },
      },
    },
    {
      id: "V6.2.3",
      level: 1,
      text: "Changing requires both the existing and the new password.",
      proof: {
        tests: {
          "tests/api/me/password-change.test.ts": [
            "comes back to the form with what is wrong, and never with a password",
            "is throttled by account",
          ],
        },
      },
    },
    {
      id: "V6.2.4",
      level: 1,
      text: "New passwords are compared with at least the 3000 commonest that fit policy.",
      proof: {
        tests: {
          "tests/unit/features/password/policy.test.ts": [
            "common passwords",
            "at least 10,000 are known",
          ],
        },
      },
    },
    {
      id: "V6.2.5",
      level: 1,
      text: "Any mix of characters is allowed; no composition demands.",
      proof: { tests: { "tests/unit/features/password/policy.test.ts": ["… will do"] } },
    },
    {
      id: "V6.2.6",
      level: 1,
      text: "Password inputs are masked, with optional reveal.",
      proof: {
        tests: {
          "tests/e2e/auth/password-fields.spec.ts": [
            "every password field is masked and known to password managers",
          ],
          "tests/e2e/auth/forms.spec.ts": ["a password is shown on request"],
        },
      },
    },
    {
      id: "V6.2.7",
      level: 1,
      text: "Pasting and password managers keep working.",
      proof: {
        tests: {
          "tests/e2e/auth/password-fields.spec.ts": [
            "a password can be pasted",
            "every password field is masked and known to password managers",
          ],
        },
      },
    },
    {
      id: "V6.2.8",
      level: 1,
      text: "The password is verified byte-for-byte: no cutting, trimming or case folding.",
      proof: {
        attacks: [65],
        tests: {
          "tests/unit/features/password/hash.test.ts": [
            "all of a password counts, beyond the 72 bytes of bcrypt too",
            "NUL does not end a password",
          ],
        },
      },
    },
    {
      id: "V6.2.9",
      level: 2,
      text: "At least 64 characters are accepted.",
      proof: {
        tests: {
          "tests/unit/features/password/policy.test.ts": ["length"],
          "tests/unit/features/input/fields.test.ts": [
            "128 characters outside the basic plane are taken",
          ],
        },
      },
    },
    {
      id: "V6.2.10",
      level: 2,
      text: "No scheduled expiry; change only on compromise or user wish.",
      proof: { attacks: [73] },
    },
    {
      id: "V6.2.11",
      level: 2,
      text: "The context-word list is enforced.",
      proof: {
        tests: {
          "tests/unit/features/password/policy.test.ts": ["what everybody knows about the owner"],
        },
      },
    },
    {
      id: "V6.2.12",
      level: 2,
      text: "New passwords are checked against breached sets.",
      proof: {
        notMet:
          "A new password is compared with 49,000 from public breaches, not with a service that knows all of them: that would be a connection to a third party. See decision 026.",
      },
    },
    {
      id: "V6.3.1",
      level: 1,
      text: "Documented anti-guessing controls actually operate.",
      proof: { attacks: [55, 68] },
    },
    {
      id: "V6.3.2",
      level: 1,
      text: "No default accounts ship enabled.",
      proof: {
        tests: {
          "tests/unit/platform/db/migrations.test.ts": [
            "the SQLite migrations give exactly the schema",
            "the PostgreSQL migrations give exactly the schema",
          ],
          "tests/project/docs.test.ts": ["has no usable secret, and sets nothing as it is"],
        },
      },
    },
    {
      id: "V6.3.3",
      level: 2,
      text: "Multi-factor (or two single factors) needed for access; L3 needs phishing-resistant hardware.",
      proof: {
        notMet:
          "There is no second factor yet. A password alone opens an account, an administrator's too.",
      },
    },
    {
      id: "V6.3.4",
      level: 2,
      text: "No hidden sign-in path; all enforce equal controls.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Ways in",
          reason:
            "One way in, so none with weaker controls; attacks 5 and 58 show that no link signs anybody in.",
        },
      },
    },
    {
      id: "V6.3.5",
      level: 3,
      text: "Users hear about suspicious attempts: new place, second-factor failure, success after failures.",
      proof: {
        notMet:
          "The owner is told of a sign-in in a new browser by mail. A success after failures in a known one stands on the dashboard only, and there is no second factor that could fail.",
      },
    },
    {
      id: "V6.3.6",
      level: 3,
      text: "E-mail never serves as an authentication factor.",
      proof: {
        attacks: [58],
        tests: {
          "tests/api/account/verify-email.test.ts": [
            "confirms the address once, signs nobody in, and lets its owner sign in",
          ],
          "tests/api/account/recovery.test.ts": [
            "sets a new password once, ends every session, signs nobody in, and tells the owner",
          ],
        },
      },
    },
    {
      id: "V6.3.7",
      level: 3,
      text: "Users are told when credentials, username or e-mail change.",
      proof: {
        tests: {
          "tests/api/me/password-change.test.ts": [
            "gives this session a new secret, ends all others at once, and tells the owner",
          ],
          "tests/api/me/email-change.test.ts": [
            "the old address is told, with a link that undoes the change and ends every session",
            "the address that is left by undoing the change is told",
          ],
          "tests/api/account/recovery.test.ts": [
            "sets a new password once, ends every session, signs nobody in, and tells the owner",
          ],
        },
      },
    },
    {
      id: "V6.3.8",
      level: 3,
      text: "Existing accounts cannot be inferred from messages, status codes or timing, incl. sign-up and reset.",
      proof: { attacks: [66, 67] },
    },
    {
      id: "V6.4.1",
      level: 1,
      text: "System-made initial secrets are random, short-lived, one-time and not kept.",
      proof: {
        tests: {
          "tests/db/tables/tokens.test.ts": [
            "a token says whom and which address it was for, and works once",
            "a token that has run out does not work",
          ],
          "tests/api/account/verify-email.test.ts": ["is too old after a day"],
        },
      },
    },
    {
      id: "V6.4.2",
      level: 1,
      text: "No hints or secret questions exist.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": [
            "there is no secret question and no password hint",
            "no column keeps a secret question or a hint",
          ],
        },
      },
    },
    {
      id: "V6.4.3",
      level: 2,
      text: "Password reset is safe and leaves MFA in force.",
      proof: {
        attacks: [52, 66],
        tests: {
          "tests/api/account/recovery.test.ts": [
            "is too old after an hour",
            "sets a new password once, ends every session, signs nobody in, and tells the owner",
          ],
        },
      },
    },
    {
      id: "V6.4.4",
      level: 2,
      text: "Losing a factor needs proof equal to enrolment strength.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.4.5",
      level: 3,
      text: "Users are reminded well before an expiring authenticator lapses.",
      proof: { notApplicable: "No authenticator expires." },
    },
    {
      id: "V6.4.6",
      level: 3,
      text: "Admins may trigger a reset but never set or see the password.",
      proof: {
        tests: {
          "tests/api/admin/user.test.ts": [
            "is the account, its sessions in number, and nothing secret",
            "a required new password: the old one is dead, and a mailed link sets the next",
            "does not come with anything the form does not name",
          ],
        },
      },
    },
    {
      id: "V6.5.1",
      level: 2,
      text: "Recovery codes, out-of-band codes and TOTPs work once.",
      proof: {
        attacks: [52, 58],
        tests: { "tests/db/tables/tokens.test.ts": ["of twenty at once exactly one gets it"] },
      },
    },
    {
      id: "V6.5.2",
      level: 2,
      text: "Stored lookup secrets under 112 bits use salted password hashing; stronger may use plain hash.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
            "it is stored as its SHA-256 alone",
          ],
          "tests/api/account/sign-up.test.ts": ["the link's secret is kept as a hash only"],
        },
      },
    },
    {
      id: "V6.5.3",
      level: 2,
      text: "Codes and TOTP seeds come from a CSPRNG.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
          ],
          "tests/project/forbidden.test.ts": ["no random number can be guessed"],
        },
      },
    },
    {
      id: "V6.5.4",
      level: 2,
      text: "Lookup and out-of-band codes carry 20+ bits.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
          ],
        },
      },
    },
    {
      id: "V6.5.5",
      level: 2,
      text: "Out-of-band items live at most 10 minutes; a TOTP at most 30 seconds.",
      proof: {
        notApplicable:
          "No out-of-band code or TOTP authenticates anybody: mailed links confirm an address or set a password, and sign nobody in.",
      },
    },
    {
      id: "V6.5.6",
      level: 3,
      text: "Any factor, devices included, can be revoked.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.5.7",
      level: 3,
      text: "Biometrics only accompany something known or possessed.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.5.8",
      level: 3,
      text: "TOTP uses trusted server time only.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.6.1",
      level: 2,
      text: "Phone/SMS codes only after number proof, with stronger options and warnings; forbidden at L3.",
      proof: { notApplicable: "There are no SMS codes." },
    },
    {
      id: "V6.6.2",
      level: 2,
      text: "Out-of-band tokens are tied to the request that created them.",
      proof: {
        attacks: [5, 56],
        tests: {
          "tests/api/account/recovery.test.ts": [
            "is void once a newer one was sent, or the address has changed",
          ],
          "tests/api/account/verify-email.test.ts": [
            "is void once a newer one was sent",
            "does not confirm an address it was not sent to",
          ],
          "tests/db/tables/tokens.test.ts": [
            "a token for another purpose does not work, and stays",
          ],
        },
      },
    },
    {
      id: "V6.6.3",
      level: 2,
      text: "Code-based out-of-band checks are rate limited, or 64-bit codes used.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
          ],
          "tests/project/security-docs.test.ts": ["docs/security.md tells every limit"],
        },
      },
    },
    {
      id: "V6.6.4",
      level: 3,
      text: "Push prompts are throttled against bombing.",
      proof: { notApplicable: "There are no push prompts." },
    },
    {
      id: "V6.7.1",
      level: 3,
      text: "Keys used to verify cryptographic sign-ins are stored tamper-resistant.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.7.2",
      level: 3,
      text: "Challenge nonces have 64+ bits and never repeat.",
      proof: { notApplicable: "There is no second factor yet." },
    },
    {
      id: "V6.8.1",
      level: 2,
      text: "Same identifier at another provider cannot impersonate; key is provider plus subject.",
      proof: { notApplicable: "There is no sign-in with another provider yet." },
    },
    {
      id: "V6.8.2",
      level: 2,
      text: "Signatures on identity assertions are mandatory and checked.",
      proof: { notApplicable: "There is no sign-in with another provider yet." },
    },
    {
      id: "V6.8.3",
      level: 2,
      text: "SAML assertions are single-use.",
      proof: { notApplicable: "There is no SAML." },
    },
    {
      id: "V6.8.4",
      level: 2,
      text: "Strength or recency claims from the IdP are verified, else weakest is assumed.",
      proof: { notApplicable: "There is no sign-in with another provider yet." },
    },
  ],
};
