import { useId } from "react";

/** The id of a refused field: the messages at the top of the form link to it. */
export const refusedId = (name: string) => `refused-${name}`;

/** The id of a field. A name may be in several forms of a page, of which one was refused. */
export function useFieldId(name: string, serverError: string | undefined): string {
  const id = useId();
  return serverError ? refusedId(name) : id;
}
