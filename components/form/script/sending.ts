/** The browser's Stop button is invisible to a page: after a while a form can be sent again. */
const STOPPED_MS = 10_000;

const timers = new WeakMap<HTMLFormElement, number>();

/** Whether a form is on its way to the server. */
export const isSending = (form: HTMLFormElement): boolean => timers.has(form);

/**
 * Prevents a second submit, and shows that the form is being sent. Its buttons keep the focus, so they are
 * idle and not disabled.
 * @param submitter the button that was pressed
 */
export function sending(form: HTMLFormElement, submitter: HTMLElement | null): void {
  // If a form leads to a download, the page stays.
  timers.set(
    form,
    window.setTimeout(() => ready(form), STOPPED_MS),
  );
  for (const button of submits(form)) {
    button.setAttribute("aria-disabled", "true");
    if (button === submitter) look(button, true);
  }
}

/** The form can be sent. */
export function ready(form: HTMLFormElement): void {
  window.clearTimeout(timers.get(form));
  timers.delete(form);
  for (const button of submits(form)) {
    button.removeAttribute("aria-disabled");
    look(button, false);
  }
}

const submits = (form: HTMLFormElement) =>
  form.querySelectorAll<HTMLButtonElement>("button[data-submit]");

/** A spinner, and the label or what the button says while sending. */
function look({ children, dataset }: HTMLButtonElement, pending: boolean): void {
  const [spinner, label] = children as unknown as HTMLElement[];
  if (!spinner || !label || spinner.hidden !== pending) return;
  spinner.hidden = !pending;
  if (pending) dataset.label = label.textContent ?? "";
  label.textContent = (pending && dataset.pending) || (dataset.label ?? "");
}
