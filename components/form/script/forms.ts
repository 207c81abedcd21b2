import { closeMenusOutside, escapeMenu } from "./menus";
import { checkField, checkForm } from "./messages";
import { announcePasskeys, sendWithPasskey, waitsForPasskey } from "./passkeys";
import { judgeNewPassword, loadStrength, togglePassword } from "./passwords";
import { isSending, ready, sending } from "./sending";

// The script for the plain forms of every page, as a file of its own: pages that consist of a form need no
// framework. It listens on the document, so it also works on pages that React renders later. See
// docs/decisions/036-one-script-for-forms.md.

document.documentElement.dataset.scripts = "on";
announcePasskeys();

// From here on messages are shown beside the fields: the browser's own bubbles are not needed.
for (const form of document.forms) form.noValidate = true;

// The server refused a field: focus it, unless the reader is already elsewhere. Without scripts the browser
// focuses the message above the fields.
const { activeElement: active } = document;
if (active === document.body || active?.getAttribute("role") === "alert") {
  document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
}

// A browser or a password manager may have filled it in before this script ran.
for (const input of document.querySelectorAll("input")) judgeNewPassword(input);

// A redirect to the sign-in page keeps the part of the address after #, which no server sees. A form does not.
const { hash, search } = window.location;
if (hash && new URLSearchParams(search).has("callbackUrl")) {
  for (const input of document.querySelectorAll<HTMLInputElement>("[name=callbackUrl]")) {
    if (!input.value.includes("#")) input.value += hash;
  }
}

document.addEventListener("submit", (event) => {
  // Another script sends it.
  if (event.defaultPrevented) return;
  const form = event.target as HTMLFormElement;
  if (isSending(form)) return event.preventDefault();
  // A button to another provider sends what was not filled in.
  const asIs = event.submitter?.hasAttribute("formnovalidate");
  const invalid = asIs ? undefined : checkForm(form);
  if (!invalid) sending(form, event.submitter);
  if (!invalid && !waitsForPasskey(form)) return;
  event.preventDefault();
  if (invalid) invalid.focus();
  else void sendWithPasskey(form);
});

document.addEventListener("click", ({ target }) => {
  const button = (target as Element).closest("button");
  if (button?.form) button.form.noValidate = true;
  if (button?.dataset.toggle) togglePassword(button);
});

document.addEventListener("focusin", ({ target }) => {
  loadStrength(target as Element);
  // A password manager may have filled it in without telling anybody.
  if (target instanceof HTMLInputElement) judgeNewPassword(target);
});

for (const name of ["input", "change"]) {
  document.addEventListener(name, ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    checkField(target);
    judgeNewPassword(target);
  });
}

document.addEventListener("pointerdown", ({ target }) => closeMenusOutside(target));
document.addEventListener("focusin", ({ target }) => closeMenusOutside(target));
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "Escape") escapeMenu(target);
});

// The back button restores the page as it was left: sending.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) ready(form);
});
