import { charactersIn } from "@/components/form/characters";
import { fillIn, textsOf } from "./fill-in";

type Strength = typeof import("@/components/form/password/password-strength");

/** A score of the strength check, or how many characters are missing before it is asked. */
type Verdict = { score: 0 | 1 | 2 | 3 | 4 } | { missing: number };

const LOOKS = ["weak", "weak", "fair", "strong", "strong"];
const BARS = [1, 1, 2, 3, 4];
/** Waits for a pause in typing: a screen reader announces each change of the text. */
const PAUSE_MS = 250;

let strength: Promise<Strength | null> | undefined;
let timer: number | undefined;

/** Shows what was typed, or hides it again. @param button the one beside the field */
export function togglePassword(button: HTMLButtonElement): void {
  const input = document.getElementById(String(button.getAttribute("aria-controls")));
  if (!(input instanceof HTMLInputElement)) return;
  const shown = input.type === "password";
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
}

const meterOf = ({ id }: Element) => document.getElementById(`${id}-meter`);

/**
 * Loads the strength check with its dictionaries, once, for a field with a meter. They weigh more than the
 * rest of the page together, so only readers who type a new password load them.
 * @returns null when they cannot be loaded; the next call tries again
 */
export function loadStrength(input: Element): Promise<Strength | null> | undefined {
  const source = meterOf(input)?.dataset.source;
  if (!source) return;
  strength ??= import(source).catch(() => {
    strength = undefined;
    return null;
  });
  return strength;
}

/**
 * Shows in words and in four bars how strong a new password is. It only advises; the server decides. When
 * the dictionaries cannot be loaded it stays silent.
 */
export function judgeNewPassword(input: HTMLInputElement): void {
  const meter = meterOf(input);
  if (!meter || (input.value === "" && meter.textContent === "")) return;
  window.clearTimeout(timer);
  timer = window.setTimeout(async () => show(meter, await judge(input, meter)), PAUSE_MS);
}

async function judge(input: HTMLInputElement, meter: HTMLElement): Promise<Verdict | null> {
  if (input.value === "") return null;
  const missing = input.minLength - charactersIn(input.value);
  if (missing > 0) return { missing };
  const loaded = await loadStrength(input);
  const context = [...otherValues(input), ...JSON.parse(meter.dataset.words ?? "[]")];
  return loaded ? { score: loaded.passwordScore(input.value, context) } : null;
}

function show(meter: HTMLElement, verdict: Verdict | null): void {
  const [bars, output] = meter.children as unknown as HTMLElement[];
  const texts = textsOf(meter);
  if (!bars || !output || !texts) return;
  bars.hidden = verdict === null;
  const score = verdict && "score" in verdict ? verdict.score : 0;
  bars.dataset.look = LOOKS[score];
  bars.dataset.bars = String(BARS[score]);
  if (!verdict) output.textContent = "";
  else if ("missing" in verdict)
    output.textContent = fillIn(texts.tooShort, { count: verdict.missing });
  else output.textContent = fillIn(texts[`score${score}`], {});
}

/** The other values in the form: a password made of the reader's name is weak. */
function otherValues(password: HTMLInputElement): string[] {
  const inputs = [...(password.form?.querySelectorAll("input") ?? [])];
  return inputs
    .filter(({ type, value }) => (type === "text" || type === "email") && value !== "")
    .filter((input) => input !== password)
    .flatMap(({ value }) => [value, ...value.split(/[\s@.]+/)]);
}
