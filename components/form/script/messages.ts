import { charactersIn, lineCharactersIn } from "@/components/form/characters";
import { fillIn, textsOf } from "./fill-in";

/**
 * Checks every named input of a form and shows errors beside them, in the page's language.
 * @returns the first invalid input
 */
export function checkForm(form: HTMLFormElement): HTMLInputElement | undefined {
  if (!textsOf(form)) return;
  form.dataset.checked = "yes";
  return [...form.querySelectorAll("input")].filter((input) => show(input) !== "")[0];
}

/**
 * Checks a field again while it is typed into. Errors appear late and disappear early: only after its form
 * was checked, or the server has refused it.
 */
export function checkField(input: HTMLInputElement): void {
  if (input.form?.dataset.checked || input.hasAttribute("aria-invalid")) show(input);
}

/** Shows the message of one field, or none. @returns the message */
function show(input: HTMLInputElement): string {
  const place = document.getElementById(`${input.id}-error`);
  if (!place) return "";
  const message = messageOf(input);
  place.hidden = message === "";
  // The last of its children: an icon may come before it.
  if (place.lastElementChild) place.lastElementChild.textContent = message;
  if (message) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return message;
}

function messageOf(input: HTMLInputElement): string {
  const texts = input.form && textsOf(input.form);
  if (!texts) return "";
  const { validity, value } = input;
  if (validity.valueMissing)
    return fillIn(texts.required, { label: input.labels?.[0]?.textContent?.trim() ?? input.name });
  if (validity.typeMismatch && input.type === "email") return fillIn(texts.emailInvalid, {});
  // Counted here and not left to validity.tooShort, which ignores a value the reader did not type,
  // such as one filled in by the server.
  // Not by its type: a password can be shown.
  const isPassword = input.autocomplete.endsWith("password");
  const length = isPassword ? charactersIn(value) : lineCharactersIn(value);
  if (length > 0 && length < input.minLength)
    return fillIn(texts.tooShort, { count: input.minLength, length });
  const limit = Number(input.dataset.maxLength);
  if (length > limit) return fillIn(texts.tooLong, { count: limit, length });
  return validity.valid ? "" : input.validationMessage;
}
