import { createContext, useContext } from "react";

/** The token of the page's forms; null on a page made at build time, which has none. */
export const CsrfContext = createContext<string | null>(null);

/** The hidden field by which a form shows that it belongs to this site: text browsers send nothing else. */
export function CsrfField() {
  const token = useContext(CsrfContext);
  return token && <input type="hidden" name="csrfToken" value={token} />;
}
