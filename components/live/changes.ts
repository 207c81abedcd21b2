const CHANGED = "account:changed";

/** Tells the lists of the page that something of the account has changed. */
export const tellChanged = (): unknown => window.dispatchEvent(new Event(CHANGED));

/** Has somebody told of that. @returns what ends it */
export function onChanged(hears: () => void): () => void {
  window.addEventListener(CHANGED, hears);
  return () => window.removeEventListener(CHANGED, hears);
}
