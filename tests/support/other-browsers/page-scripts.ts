/*
 * What is asked of a page in a graphical browser, as source text: the drivers send it along, and the
 * page knows no modules.
 */

/** The field whose label begins with the first argument. */
export const FIELD = `
  const label = [...document.querySelectorAll("label")].find((one) =>
    one.textContent.trim().startsWith(arguments[0]));
  return label ? label.control : null;`;

/** The visible button or link whose name is the first argument. */
export const PRESSABLE = `
  const named = (one) => (one.getAttribute("aria-label") ?? one.textContent).trim();
  return [...document.querySelectorAll("main button, main a, button, a, summary")].find((one) =>
    named(one) === arguments[0] && one.getClientRects().length > 0) ?? null;`;

/** What is shown; a page that is still to come shows nothing. */
export const SHOWN = 'return document.body?.innerText ?? "";';
