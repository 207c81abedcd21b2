// What we use of a package without types; the ones on npm bring Express's.
declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  /** Makes a step that compresses what is written to a response, where the client takes it and it pays. */
  export default function compression(): (
    request: IncomingMessage,
    response: ServerResponse,
    next: () => void,
  ) => void;
}
