import { useId } from "react";

/** The id of a field that the server refused: the messages at the head of the form lead to it. */
export const refusedId = (name: string) => `refused-${name}`;

/** The id of a field. A name may stand in several forms of a page; refused was one of them. */
export function useFieldId(name: string, serverError: string | undefined): string {
  const id = useId();
  return serverError ? refusedId(name) : id;
}
