import type { Chapter } from "../requirement";

export const cryptography: Chapter = {
  title: "V11 Cryptography",
  requirements: [
    {
      id: "V11.1.1",
      level: 2,
      text: "A key policy and lifecycle is written down, limiting who shares each key.",
      proof: {
        inspection: {
          file: "docs/deploy.md",
          heading: "Secrets",
          reason:
            "How keys are made, kept, changed and lost; docs/security.md says who holds them.",
        },
      },
    },
    {
      id: "V11.1.2",
      level: 2,
      text: "An inventory names all keys, algorithms, certificates and their uses.",
      proof: {
        inspection: {
          file: "docs/security.md",
          heading: "Keys and algorithms",
          reason: "The inventory.",
        },
      },
    },
    {
      id: "V11.2.1",
      level: 2,
      text: "Only proven crypto libraries are used.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["cryptography comes from Node, jose and bcryptjs"],
        },
      },
    },
    {
      id: "V11.2.2",
      level: 2,
      text: "Algorithms, parameters and keys can be swapped without rewriting.",
      proof: {
        attacks: [75],
        tests: {
          "tests/db/features/sign-in.test.ts": [
            "is replaced at sign-in: plain bcrypt",
            "is replaced at sign-in: another cost",
          ],
          "tests/unit/features/password/hash.test.ts": ["an earlier pepper"],
        },
      },
    },
    {
      id: "V11.2.3",
      level: 2,
      text: "All primitives give 128 bits of strength or more.",
      proof: {
        tests: {
          "tests/unit/platform/config/env.test.ts": ["NEXTAUTH_SECRET"],
          "tests/project/forbidden.test.ts": ["no broken hash or cipher is used"],
          "tests/unit/platform/crypto/secret.test.ts": [
            "a secret has 256 bits, fits a URL, and is never the same",
          ],
        },
      },
    },
    {
      id: "V11.2.4",
      level: 3,
      text: "Operations on secrets take the same time whatever the secret.",
      proof: {
        inspection: {
          file: "lib/web/session/csrf.ts",
          reason:
            "The one comparison of a secret, in constant time; every other secret is looked up by its hash.",
        },
      },
    },
    {
      id: "V11.2.5",
      level: 3,
      text: "Cryptography that fails opens nothing and tells nothing.",
      proof: {
        attacks: [1],
        tests: { "tests/unit/platform/crypto/sealed.test.ts": ["… does not open"] },
      },
    },
    {
      id: "V11.3.1",
      level: 1,
      text: "No ECB and no PKCS#1 v1.5 encryption.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["no broken hash or cipher is used"],
          "tests/unit/web/session/codec.test.ts": ["the header is the same"],
        },
      },
    },
    {
      id: "V11.3.2",
      level: 1,
      text: "Encryption sticks to an approved cipher list, e.g. AES-GCM.",
      proof: {
        tests: {
          "tests/unit/web/session/codec.test.ts": [
            "the header is the same",
            "another content encryption, with a key that fits it",
          ],
        },
      },
    },
    {
      id: "V11.3.3",
      level: 2,
      text: "Encrypted data is also authenticated.",
      proof: {
        attacks: [1],
        tests: { "tests/unit/platform/crypto/sealed.test.ts": ["… does not open"] },
      },
    },
    {
      id: "V11.4.1",
      level: 1,
      text: "Approved hashes only; MD5 never.",
      proof: { tests: { "tests/project/forbidden.test.ts": ["no broken hash or cipher is used"] } },
    },
    {
      id: "V11.4.2",
      level: 2,
      text: "Passwords use an approved slow KDF at current settings.",
      proof: {
        tests: {
          "tests/unit/features/password/hash.test.ts": [
            "a record names its scheme, its pepper and its cost, and nothing of the password",
          ],
          "tests/unit/platform/config/env.test.ts": ["a URL and a secret are enough"],
        },
      },
    },
    {
      id: "V11.4.3",
      level: 2,
      text: "Integrity hashes are collision-resistant, 256 bits or more.",
      proof: {
        tests: {
          "tests/unit/platform/crypto/secret.test.ts": ["it is stored as its SHA-256 alone"],
        },
      },
    },
    {
      id: "V11.4.4",
      level: 2,
      text: "Keys derived from passwords use stretching KDFs.",
      proof: { notApplicable: "No key is derived from a password." },
    },
    {
      id: "V11.5.1",
      level: 2,
      text: "Unguessable values come from a CSPRNG with 128+ bits; UUIDs insufficient.",
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
      id: "V11.6.1",
      level: 2,
      text: "Key generation and signatures use approved algorithms only.",
      proof: { notApplicable: "There are no signatures and no key pairs." },
    },
  ],
};
