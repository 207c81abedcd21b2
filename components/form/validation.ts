import type { Translate } from "@/lib/platform/texts/keys";
import { charactersIn } from "./characters";
import type { Messages } from "./form-state";

/**
 * What is wrong with one field, in the page's words rather than the browser's.
 * In: an input of a form. Out: a sentence, or "" when its constraints hold.
 */
export function fieldMessage(input: HTMLInputElement, t: Translate<"form">): string {
  const { validity } = input;
  const label = input.labels?.[0]?.textContent?.trim() ?? input.name;
  if (validity.valueMissing) return t("form.required", { label });
  if (validity.typeMismatch && input.type === "email") {
    return t("form.emailInvalid");
  }
  // Counted here and not left to validity.tooShort, which ignores a value the
  // reader did not type, such as one filled in by the server.
  const length = charactersIn(input.value);
  if (length > 0 && length < input.minLength) {
    return t("form.tooShort", { count: input.minLength, length });
  }
  const limit = Number(input.dataset.maxLength);
  if (length > limit) return t("form.tooLong", { count: limit, length });
  return validity.valid ? "" : input.validationMessage;
}

/**
 * Checks every named input of a form.
 * Out: a message for each field ("" when fine) and the first input that is not.
 */
export function checkForm(
  form: HTMLFormElement,
  t: Translate<"form">,
): {
  messages: Messages;
  firstInvalid: HTMLInputElement | undefined;
} {
  const messages: Record<string, string> = {};
  let firstInvalid: HTMLInputElement | undefined;
  for (const element of form.elements) {
    if (!(element instanceof HTMLInputElement) || element.type === "hidden" || !element.name) {
      continue;
    }
    const message = fieldMessage(element, t);
    messages[element.name] = message;
    if (message) firstInvalid ??= element;
  }
  return { messages, firstInvalid };
}
