import type { Chapter } from "../requirement";

export const frontend: Chapter = {
  title: "V3 Web frontend",
  requirements: [
    {
      id: "V3.2.1",
      level: 1,
      text: "Responses opened outside their intended context must not render or execute.",
      proof: {
        tests: {
          "tests/api/guard/security-headers.test.ts": ["are on …"],
          "tests/api/guard/content-types.test.ts": [
            "what is downloaded has a file name of ours, and opens in no page",
          ],
        },
      },
    },
    {
      id: "V3.2.2",
      level: 1,
      text: "Text content is inserted with text-safe DOM methods.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["no markup is put into the page as it is"],
          "tests/e2e/every-page/privacy.spec.ts": [
            "markup in a name is a name on every page, in the data of its scripts too",
          ],
        },
      },
    },
    {
      id: "V3.3.1",
      level: 1,
      text: "Cookies are Secure and carry a __Secure- or __Host- name prefix.",
      proof: {
        tests: {
          "tests/unit/platform/http/cookies.test.ts": [
            "over https it is sent back over https only, and nobody else can plant it",
          ],
          "tests/api/server/processes.test.ts": [
            "cookies are __Host- and Secure, and a sign-in works",
          ],
        },
      },
    },
    {
      id: "V3.3.2",
      level: 2,
      text: "Each cookie's SameSite fits its purpose.",
      proof: {
        tests: {
          "tests/unit/platform/http/cookies.test.ts": [
            "over http a cookie is ours by name, and out of reach of scripts and other sites",
          ],
          "tests/api/server/processes.test.ts": [
            "cookies are __Host- and Secure, and a sign-in works",
          ],
        },
      },
    },
    {
      id: "V3.3.3",
      level: 2,
      text: "Host-only cookies use the __Host- prefix.",
      proof: {
        tests: {
          "tests/unit/platform/http/cookies.test.ts": [
            "the session cookie is named for the scheme",
          ],
          "tests/api/server/processes.test.ts": [
            "cookies are __Host- and Secure, and a sign-in works",
          ],
        },
      },
    },
    {
      id: "V3.3.4",
      level: 2,
      text: "Script-inaccessible secrets are HttpOnly and never sent in bodies.",
      proof: {
        tests: {
          "tests/e2e/every-page/privacy.spec.ts": [
            "no page asks another server for anything, and none keeps anything in the browser",
          ],
          "tests/api/me/me.test.ts": [
            "says who is signed in and with which session, and nothing secret",
          ],
        },
      },
    },
    {
      id: "V3.3.5",
      level: 3,
      text: "No cookie is larger than 4096 bytes.",
      proof: {
        tests: {
          "tests/api/next-auth/session-cookie.test.ts": [
            "fits into 1 kB, and carries ids and one hint only",
          ],
        },
      },
    },
    {
      id: "V3.4.1",
      level: 1,
      text: "HSTS everywhere, at least one year, subdomains included from L2.",
      proof: {
        tests: {
          "tests/api/server/processes.test.ts": [
            "cookies are __Host- and Secure, and a sign-in works",
            "over plain http nothing speaks of HSTS",
          ],
        },
      },
    },
    {
      id: "V3.4.2",
      level: 1,
      text: "CORS origin is fixed or allow-listed; wildcard only for public data.",
      proof: { attacks: [21], tests: { "tests/api/guard/security-headers.test.ts": ["are on …"] } },
    },
    {
      id: "V3.4.3",
      level: 2,
      text: "A CSP with object-src and base-uri none plus nonce, hash or allowlist.",
      proof: {
        tests: {
          "tests/api/guard/security-headers.test.ts": [
            "are on …",
            "no page has an inline script or style, which the policy would refuse",
          ],
          "tests/e2e/every-page/privacy.spec.ts": [
            "no page asks another server for anything, and none keeps anything in the browser",
          ],
        },
      },
    },
    {
      id: "V3.4.4",
      level: 2,
      text: "nosniff on each and every response.",
      proof: {
        tests: {
          "tests/api/guard/security-headers.test.ts": [
            "are on …",
            "are on scripts and styles",
            "are on the page for when something went wrong",
            "are on answers to methods nobody expects",
          ],
        },
      },
    },
    {
      id: "V3.4.5",
      level: 2,
      text: "Referrer policy keeps paths and queries from leaking.",
      proof: {
        tests: {
          "tests/api/guard/security-headers.test.ts": [
            "are on …",
            "the page whose address holds a secret tells nobody where people come from",
          ],
        },
      },
    },
    {
      id: "V3.4.6",
      level: 2,
      text: "CSP frame-ancestors denies embedding by default on every response.",
      proof: {
        tests: {
          "tests/api/guard/security-headers.test.ts": ["are on …"],
          "tests/e2e/every-page/privacy.spec.ts": ["another site cannot show a page in a frame"],
        },
      },
    },
    {
      id: "V3.4.8",
      level: 3,
      text: "Documents are opened apart from other origins (COOP).",
      proof: { tests: { "tests/api/guard/security-headers.test.ts": ["are on …"] } },
    },
    {
      id: "V3.5.1",
      level: 1,
      text: "State-changing requests prove same-site origin by token or custom header.",
      proof: { attacks: [20, 21] },
    },
    {
      id: "V3.5.2",
      level: 1,
      text: "Preflight-protected endpoints reject simple requests that skip preflight.",
      proof: { attacks: [22] },
    },
    {
      id: "V3.5.3",
      level: 1,
      text: "Sensitive actions never run on GET, HEAD or OPTIONS.",
      proof: { attacks: [23, 25, 58] },
    },
    {
      id: "V3.5.4",
      level: 2,
      text: "Different applications live on different hostnames.",
      proof: {
        inspection: {
          file: "docs/deploy.md",
          heading: "Behind a proxy that ends TLS",
          reason:
            "A host name of its own is the operator's to give; the app answers for a whole origin and takes no path.",
        },
      },
    },
    {
      id: "V3.5.5",
      level: 2,
      text: "postMessage listeners verify sender origin and syntax.",
      proof: {
        tests: { "tests/project/forbidden.test.ts": ["windows send each other no messages"] },
      },
    },
    {
      id: "V3.5.6",
      level: 3,
      text: "No answer is JSONP.",
      proof: {
        tests: {
          "tests/api/guard/content-types.test.ts": ["… says what it is, and in which charset: …"],
        },
      },
    },
    {
      id: "V3.5.8",
      level: 3,
      text: "Other origins may not load what is ours (CORP, Fetch Metadata).",
      proof: { tests: { "tests/api/guard/security-headers.test.ts": ["are on …"] } },
    },
    {
      id: "V3.6.1",
      level: 3,
      text: "Scripts, styles and fonts come from this origin, or are pinned by their hash.",
      proof: {
        tests: {
          "tests/project/forbidden.test.ts": ["nothing is loaded from other sites"],
          "tests/e2e/every-page/privacy.spec.ts": [
            "no page asks another server for anything, and none keeps anything in the browser",
          ],
        },
      },
    },
    {
      id: "V3.7.1",
      level: 2,
      text: "Only supported, secure client technologies are used.",
      proof: {
        tests: { "tests/project/forbidden.test.ts": ["no document or plug-in is embedded"] },
      },
    },
    {
      id: "V3.7.2",
      level: 2,
      text: "Automatic off-site redirects only to allow-listed destinations.",
      proof: { attacks: [27, 30] },
    },
  ],
};
