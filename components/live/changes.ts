const CHANGED = "account:changed";

/** Notifies the lists of the page that the account has changed. */
export const tellChanged = (): unknown => window.dispatchEvent(new Event(CHANGED));

/** Subscribes to such changes. @returns a function that unsubscribes */
export function onChanged(hears: () => void): () => void {
  window.addEventListener(CHANGED, hears);
  return () => window.removeEventListener(CHANGED, hears);
}
