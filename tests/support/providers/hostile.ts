// A provider that answers as it is told to, in a process of its own: `hostile.ts PORT`. Each first part of a
// path is an issuer of its own; POST /ISSUER/behave sets what it does next.
import { createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Behaviour } from "./providers";

const origin = `http://localhost:${process.argv[2]}`;
const KID = "key-1";

type Issuer = {
  at: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  behaviour: Behaviour;
  /** The nonces of the codes it gave. */
  codes: Map<string, string | null>;
  asked: Record<string, string>[];
};

const issuers = new Map<string, Issuer>();

function issuerOf(name: string): Issuer {
  const known = issuers.get(name);
  if (known) return known;
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuer = { at: `${origin}/${name}`, ...keys, behaviour: {}, codes: new Map(), asked: [] };
  issuers.set(name, issuer);
  return issuer;
}

const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** @param by what is wrong about the signature */
function tokenOf(
  { privateKey }: Issuer,
  claims: unknown,
  by: Behaviour["signedBy"],
  header: Record<string, unknown> = {},
): string {
  const alg = by === "nobody" ? "none" : by === "our secret" ? "HS256" : "RS256";
  const parts = `${encode({ alg, kid: KID, ...header })}.${encode(claims)}`;
  if (by === "nobody") return `${parts}.`;
  if (by === "our secret") {
    return `${parts}.${createHmac("sha256", "a secret of tests").update(parts).digest("base64url")}`;
  }
  const key = by === "another key" ? stranger : privateKey;
  return `${parts}.${sign("sha256", Buffer.from(parts), key).toString("base64url")}`;
}

function metadata({ at, behaviour }: Issuer) {
  return {
    issuer: at,
    authorization_endpoint: `${at}/authorize`,
    token_endpoint: `${at}/token`,
    jwks_uri: `${at}/jwks`,
    userinfo_endpoint: `${at}/userinfo`,
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic"],
    ...behaviour.metadata,
  };
}

function claimsOf({ at, behaviour }: Issuer, clientId: string, nonce: unknown) {
  const { claims = {}, without = [] } = behaviour;
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: at, aud: clientId, sub: "ada", iat: now, exp: now + 300, nonce, ...claims };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
}

function answer(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

function lead(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}

/** What it answers by a form of its own page (OAuth 2.0 Form Post Response Mode). */
function fill(response: ServerResponse, action: string, given: Record<string, string | null>) {
  const fields = Object.entries(given).flatMap(([name, value]) =>
    value === null
      ? []
      : [`<input type="hidden" name="${name}" value="${value.replaceAll('"', "&quot;")}">`],
  );
  response.writeHead(200, { "Content-Type": "text/html" });
  response.end(`<form method="post" action="${action}">${fields.join("")}</form>`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += part;
  return text;
}

type Route = (
  issuer: Issuer,
  request: IncomingMessage,
  response: ServerResponse,
) => void | Promise<void>;

const ROUTES: Record<string, Route> = {
  async behave(issuer, request, response) {
    issuer.behaviour = JSON.parse(await bodyOf(request));
    issuer.asked = [];
    answer(response, {});
  },
  asked: (issuer, _, response) => answer(response, issuer.asked),
  async sign(issuer, request, response) {
    const { claims, header, by } = JSON.parse(await bodyOf(request));
    answer(response, { token: tokenOf(issuer, claims, by, header) });
  },
  ".well-known/openid-configuration": (issuer, _, response) => answer(response, metadata(issuer)),
  jwks({ publicKey }, _, response) {
    const jwk = publicKey.export({ format: "jwk" });
    answer(response, { keys: [{ ...jwk, kid: KID, use: "sig" }] });
  },
  authorize(issuer, request, response) {
    const query = new URL(String(request.url), origin).searchParams;
    issuer.asked.push(Object.fromEntries(query));
    const code = randomUUID();
    issuer.codes.set(code, query.get("nonce"));
    const back = new URL(String(query.get("redirect_uri")));
    const given = { code, state: query.get("state"), ...issuer.behaviour.answer };
    if (query.get("response_mode") === "form_post") return fill(response, back.href, given);
    for (const [name, value] of Object.entries(given)) {
      if (value !== null) back.searchParams.set(name, value);
    }
    lead(response, back.href);
  },
  async token(issuer, request, response) {
    const form = new URLSearchParams(await bodyOf(request));
    const basic = request.headers.authorization?.slice("Basic ".length);
    // Some want the secret in the form.
    const [clientId = ""] = basic
      ? Buffer.from(basic, "base64").toString().split(":")
      : [form.get("client_id") ?? ""];
    issuer.asked.push({ ...Object.fromEntries(form), clientId });
    const claims = claimsOf(issuer, clientId, issuer.codes.get(String(form.get("code"))));
    answer(response, {
      access_token: "access-token-of-a-test",
      refresh_token: "refresh-token-of-a-test",
      token_type: "Bearer",
      id_token: tokenOf(issuer, claims, issuer.behaviour.signedBy),
      ...issuer.behaviour.tokens,
    });
  },
  userinfo: ({ behaviour: { userinfo, claims } }, _, response) =>
    answer(response, userinfo ?? { sub: claims?.sub ?? "ada" }),
};

createServer(async (request, response) => {
  const [, name = "", ...rest] = new URL(String(request.url), origin).pathname.split("/");
  const issuer = issuerOf(name);
  const path = rest.join("/");
  const { hangs, redirects } = issuer.behaviour;
  if (path !== "behave" && hangs?.includes(path)) return;
  if (redirects?.includes(path)) return lead(response, `${origin}/elsewhere/${path}`);
  const route = ROUTES[path];
  if (!route) return answer(response, {}, 404);
  await route(issuer, request, response);
}).listen(Number(process.argv[2]), "127.0.0.1", () => process.stdout.write("ready\n"));
