import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signData,
} from "node:crypto";

/*
 * An authenticator in software: it makes real keys and real signatures, and can be told to get each part of
 * an answer wrong. The browser's part (clientDataJSON, toJSON()) is included.
 */

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;

type Algorithm = "ES256" | "EdDSA" | "RS256" | "ES384";

/** A key that an authenticator holds. */
type Held = {
  id: Buffer;
  algorithm: Algorithm;
  privateKey: KeyObject;
  rpId: string;
  userHandle: string;
  counter: number;
};

/** What to get wrong, or do differently. */
export type Twist = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  userVerified?: boolean;
  userPresent?: boolean;
  userHandle?: string | null;
  /** Whether the key is not synced. */
  singleDevice?: boolean;
  counter?: number;
  algorithm?: Algorithm;
  /** Changes a bit of the signature. */
  forged?: true;
};

type CreationOptions = { rp: { id: string }; user: { id: string }; challenge: string };
type RequestOptions = { rpId: string; challenge: string };

/** An authenticator with its keys, as one browser at one origin uses it. */
export function newAuthenticator(origin: string) {
  const held: Held[] = [];
  const clientData = (type: string, challenge: string, twist: Twist) =>
    Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? challenge,
        origin: twist.origin ?? origin,
        crossOrigin: twist.crossOrigin ?? false,
      }),
    );
  const flagsOf = ({ userVerified = true, userPresent = true, singleDevice }: Twist) =>
    (userPresent ? UP : 0) | (userVerified ? UV : 0) | (singleDevice ? 0 : BE | BS);

  return {
    held,

    /** Makes a key, as navigator.credentials.create() does. */
    create(options: CreationOptions, twist: Twist = {}) {
      const algorithm = twist.algorithm ?? "ES256";
      const { publicKey, privateKey } = keyPair(algorithm);
      const id = randomBytes(32);
      const rpId = twist.rpId ?? options.rp.id;
      const counter = twist.counter ?? 0;
      held.push({ id, algorithm, privateKey, rpId, userHandle: options.user.id, counter });
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([
        header(rpId, flagsOf(twist) | AT, counter),
        Buffer.alloc(16),
        length,
        id,
        coseOf(algorithm, publicKey),
      ]);
      const attestation = cborMap([
        [cborText("fmt"), cborText("none")],
        [cborText("attStmt"), cborMap([])],
        [cborText("authData"), cborBytes(authData)],
      ]);
      return {
        id: url(id),
        rawId: url(id),
        type: "public-key",
        authenticatorAttachment: "platform",
        clientExtensionResults: {},
        response: {
          clientDataJSON: url(clientData("webauthn.create", options.challenge, twist)),
          attestationObject: url(attestation),
          transports: ["internal"],
        },
      };
    },

    /** Signs with a key, the newest unless another one is named, as navigator.credentials.get() does. */
    get(options: RequestOptions, twist: Twist = {}, key: Held | undefined = held.at(-1)) {
      if (!key) throw new Error("the authenticator has no key");
      key.counter = twist.counter ?? key.counter;
      const authData = header(twist.rpId ?? key.rpId, flagsOf(twist), key.counter);
      const client = clientData("webauthn.get", options.challenge, twist);
      const signed = Buffer.concat([authData, sha256(client)]);
      const signature = signData(HASHES[key.algorithm], signed, key.privateKey);
      if (twist.forged) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      const handle = twist.userHandle === undefined ? key.userHandle : twist.userHandle;
      return {
        id: url(key.id),
        rawId: url(key.id),
        type: "public-key",
        authenticatorAttachment: "platform",
        clientExtensionResults: {},
        response: {
          clientDataJSON: url(client),
          authenticatorData: url(authData),
          signature: url(signature),
          ...(handle !== null && { userHandle: handle }),
        },
      };
    },
  };
}

export type Authenticator = ReturnType<typeof newAuthenticator>;

const HASHES = { ES256: "sha256", EdDSA: null, RS256: "sha256", ES384: "sha384" } as const;

const url = (bytes: Buffer) => bytes.toString("base64url");

const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();

function header(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
}

function keyPair(algorithm: Algorithm) {
  if (algorithm === "EdDSA") return generateKeyPairSync("ed25519");
  if (algorithm === "RS256") return generateKeyPairSync("rsa", { modulusLength: 2048 });
  return generateKeyPairSync("ec", { namedCurve: algorithm === "ES256" ? "P-256" : "P-384" });
}

/** A public key as authenticators write it (RFC 9053). */
function coseOf(algorithm: Algorithm, key: KeyObject): Buffer {
  const jwk = key.export({ format: "jwk" });
  const part = (value: unknown) => cborBytes(Buffer.from(String(value), "base64url"));
  if (algorithm === "RS256")
    return cborMap([
      [cborInt(1), cborInt(3)],
      [cborInt(3), cborInt(-257)],
      [cborInt(-1), part(jwk.n)],
      [cborInt(-2), part(jwk.e)],
    ]);
  if (algorithm === "EdDSA")
    return cborMap([
      [cborInt(1), cborInt(1)],
      [cborInt(3), cborInt(-8)],
      [cborInt(-1), cborInt(6)],
      [cborInt(-2), part(jwk.x)],
    ]);
  return cborMap([
    [cborInt(1), cborInt(2)],
    [cborInt(3), cborInt(algorithm === "ES256" ? -7 : -35)],
    [cborInt(-1), cborInt(algorithm === "ES256" ? 1 : 2)],
    [cborInt(-2), part(jwk.x)],
    [cborInt(-3), part(jwk.y)],
  ]);
}

/** The head of a CBOR item (RFC 8949): its kind and a number below 65,536. */
function cborHead(kind: number, value: number): Buffer {
  const major = kind << 5;
  if (value < 24) return Buffer.from([major | value]);
  if (value < 256) return Buffer.from([major | 24, value]);
  return Buffer.from([major | 25, value >> 8, value & 0xff]);
}

const cborInt = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (text: string) =>
  Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
const cborMap = (entries: [Buffer, Buffer][]) =>
  Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
