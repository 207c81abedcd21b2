import { ACCOUNT_FIELD, ACCOUNT_HEADER } from "@/lib/platform/http/form-fields";

// Loaded by forms.js where a passkey is needed: on /signin, where autofill offers one, and on any form with
// a button for one. See docs/decisions/039-passkeys.md.

type Asked = {
  /** Whether a passkey is created or used. */
  ask: "create" | "get";
  /** Where the options come from, and what is sent there. */
  options: string;
  body?: object;
  /** The message for a failure. */
  failed: string;
  /** The message when the authenticator has one already. */
  already: string;
  /** A passkey that was just used, and that no account has. */
  unknown?: string;
};

/** What comes before a passkey: to sign in, to confirm it is you, or to see who is signed in now. */
const COMES_FIRST = ["unauthenticated", "reauthentication_required", "other_account"];

/** A challenge is valid for ten minutes. */
const RENEW_MS = 9 * 60_000;

/** The browser's one open request: it refuses a second. */
let open: AbortController | undefined;

/** Offers passkeys by autofill; or tells authenticators which of theirs are accepted. */
export async function start(element: HTMLElement): Promise<void> {
  if (element instanceof HTMLFormElement) await Promise.all([forget(element), offer(element)]);
  else await signal(JSON.parse(element.dataset.passkeyStart ?? "{}"));
}

/** Makes authenticators forget a passkey that no account has: they offered it, and it failed. */
async function forget(form: HTMLFormElement): Promise<void> {
  const { unknown: credentialId } = askedBy(form);
  const signals = PublicKeyCredential as unknown as Signals;
  const rpId = location.hostname;
  if (credentialId) await signals.signalUnknownCredential?.({ rpId, credentialId });
}

/** Asks for a passkey and sends the form. @returns false when there is none to send */
export async function ask(form: HTMLFormElement): Promise<boolean> {
  const asked = askedBy(form);
  say(form, "");
  try {
    send(form, await credential(form, "optional"));
    return true;
  } catch (error) {
    const { name } = error as Error;
    // A reader who has closed the browser's dialogue needs no message.
    if (name === "InvalidStateError") say(form, asked.already);
    else if (name !== "AbortError" && name !== "NotAllowedError") say(form, asked.failed);
    if (form.dataset.passkeyStart !== undefined) void offer(form);
    return false;
  }
}

/** Until one is chosen or the page is left; it restarts before the challenge expires. */
async function offer(form: HTMLFormElement): Promise<void> {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    const waiting = credential(form, "conditional");
    const { signal } = open as AbortController;
    const timer = setTimeout(() => {
      if (!signal.aborted) void offer(form);
    }, RENEW_MS);
    signal.addEventListener("abort", () => clearTimeout(timer));
    send(form, await waiting);
  } catch {
    // Some browsers refuse without a click; the button is still there.
  }
}

const askedBy = ({ dataset }: HTMLElement): Asked => JSON.parse(dataset.passkey ?? "{}");

async function credential(form: HTMLFormElement, mediation: "conditional" | "optional") {
  open?.abort();
  const controller = new AbortController();
  open = controller;
  const { signal } = controller;
  const options = await optionsOf(form, signal);
  if (askedBy(form).ask === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey, signal });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey, signal, mediation });
}

/** For the account that the form's page was made for, whoever is signed in by now. */
async function optionsOf(form: HTMLFormElement, signal: AbortSignal) {
  const { options, body = {} } = askedBy(form);
  const account = field(form, ACCOUNT_FIELD)?.value;
  const response = await fetch(options, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(account && { [ACCOUNT_HEADER]: account }) },
    body: JSON.stringify(body),
    signal,
  });
  const answer = await response.json();
  if (response.ok) return answer;
  // The form is refused alike, and what it leads to says why and keeps what was typed.
  if (COMES_FIRST.includes(answer.code)) form.submit();
  if (answer.code === "sign_in_expired") location.reload();
  throw new Error(answer.detail);
}

const field = (form: HTMLFormElement, name: string) =>
  form.elements.namedItem(name) as HTMLInputElement | null;

/** The form is sent as a browser sends it: the server leads to the next page. */
function send(form: HTMLFormElement, made: Credential | null): void {
  const box = document.querySelector<HTMLInputElement>("input[type=checkbox][name=remember]");
  const remember = field(form, "remember");
  const sent = field(form, "credential");
  if (remember && box?.checked) remember.value = "on";
  if (sent) sent.value = JSON.stringify((made as PublicKeyCredential).toJSON());
  form.submit();
}

function say(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>("[data-passkey-message]");
  if (!place) return;
  place.hidden = text === "";
  if (place.lastElementChild) place.lastElementChild.textContent = text;
}

type Accepted = {
  rpId: string;
  userId: string;
  allAcceptedCredentialIds: string[];
  name: string;
  displayName: string;
};

type Signals = {
  signalUnknownCredential?: (unknown: object) => Promise<void>;
  signalAllAcceptedCredentials?: (accepted: object) => Promise<void>;
  signalCurrentUserDetails?: (details: object) => Promise<void>;
};

/** Tells authenticators which passkeys the account accepts, and its owner's name: they forget the rest. */
async function signal(accepted: Accepted): Promise<void> {
  const { rpId, userId, allAcceptedCredentialIds, name, displayName } = accepted;
  const signals = PublicKeyCredential as unknown as Signals;
  await signals.signalAllAcceptedCredentials?.({ rpId, userId, allAcceptedCredentialIds });
  await signals.signalCurrentUserDetails?.({ rpId, userId, name, displayName });
}
