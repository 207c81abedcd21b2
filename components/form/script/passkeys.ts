import { ready } from "./sending";

type Ceremony = typeof import("./passkey-ceremony");

/** An address, where a passkey is of one site: they belong to names. */
const ADDRESS = /^[\d.]+$|^\[/;

/** Marks on the page whether this browser has passkeys: the styles show their buttons accordingly. */
export function announcePasskeys(): void {
  const { PublicKeyCredential: api } = window;
  if (!api?.parseRequestOptionsFromJSON || ADDRESS.test(location.hostname)) return;
  document.documentElement.dataset.passkeys = "on";
  for (const element of document.querySelectorAll<HTMLElement>("[data-passkey-start]")) {
    load(element).then(({ start }) => start(element), silent);
  }
}

/** The passkey's answer goes into the form before it is sent. @returns whether it has to be asked first */
export const waitsForPasskey = ({ dataset, elements }: HTMLFormElement): boolean =>
  dataset.passkey !== undefined &&
  !(elements.namedItem("credential") as HTMLInputElement | null)?.value;

/** Asks for a passkey and sends the form; without one, it can be sent again. */
export async function sendWithPasskey(form: HTMLFormElement): Promise<void> {
  const sent = await load(form)
    .then(({ ask }) => ask(form))
    .catch(() => false);
  if (!sent) ready(form);
}

/** The ceremony is a script of its own: readers without a passkey do not load it. */
const load = ({ dataset }: HTMLElement): Promise<Ceremony> => import(dataset.source ?? "");

const silent = () => {};
