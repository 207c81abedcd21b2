/** Says in one line, for the person at the terminal, why the move cannot continue. */
export class MoveError extends Error {
  override name = "MoveError";
}
