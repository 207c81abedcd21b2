/** An object of a file, as text, and the line it begins in. */
export type Found = { line: number; text: string };

/** One user takes less; a file with a bracket that is never closed must not fill the memory. */
const LONGEST = 16 * 2 ** 20;

/** The keys of a document under which its users are: Firebase's and Keycloak's, Cognito's. */
const LISTS = ["users", "Users"];

const LONGEST_KEY = 16;

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = [91, 123];
const CLOSE = [93, 125];

/**
 * Cuts JSON into its objects, without reading all of it at once: one a line (NDJSON), those of an array, or
 * those of the list `users` in a document.
 * @throws Error for an unclosed object
 */
export async function* objectsIn(chunks: AsyncIterable<string>): AsyncGenerator<Found> {
  const cutter = new Cutter();
  for await (const chunk of chunks) yield* cutter.cut(chunk);
  cutter.end();
}

class Cutter {
  #line = 1;
  /** The brackets that are open at the current position. */
  #depth = 0;
  /** The depth at which wanted objects are. */
  #wanted = 0;
  #inString = false;
  #escaped = false;
  /** The object being read, so far, and where it begins. */
  #text = "";
  #beginsIn = 0;
  #collects = false;
  /** The last key of the outermost object. */
  #key = "";

  *cut(chunk: string): Generator<Found> {
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (code === NEWLINE) this.#line++;
      if (this.#inString) this.#string(code);
      else if (code === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) this.#key = "";
      } else if (OPEN.includes(code)) {
        if (this.#opens(code === 123)) from = at;
      } else if (CLOSE.includes(code)) {
        this.#depth--;
        // The end of the list: the rest of the document is not about users.
        if (this.#depth < this.#wanted) this.#wanted = Number.POSITIVE_INFINITY;
        if (!this.#collects || this.#depth !== this.#wanted) continue;
        yield { line: this.#beginsIn, text: this.#text + chunk.slice(from, at + 1) };
        this.#collects = false;
        this.#text = "";
      }
      if (this.#inString && this.#depth === 1 && code !== QUOTE) this.#keep(chunk[at] ?? "");
    }
    if (this.#collects) this.#text += chunk.slice(from);
    if (this.#text.length > LONGEST) throw this.#endless();
  }

  end(): void {
    if (this.#depth !== 0) throw this.#endless();
  }

  /** No more of a key than tells it from those of the lists: it may be a text of gigabytes. */
  #keep(letter: string): void {
    if (this.#key.length < LONGEST_KEY) this.#key += letter;
  }

  #string(code: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (code === BACKSLASH) this.#escaped = true;
    else if (code === QUOTE) this.#inString = false;
  }

  /** @returns whether a wanted object begins here */
  #opens(isObject: boolean): boolean {
    const depth = this.#depth++;
    if (!isObject && (depth === 0 || (depth === 1 && this.#isList()))) {
      // An array of users: the keys of the surrounding document do not count.
      this.#wanted = depth + 1;
      this.#collects = false;
      this.#text = "";
      return false;
    }
    if (!isObject || this.#collects || depth !== this.#wanted) return false;
    this.#collects = true;
    this.#beginsIn = this.#line;
    return true;
  }

  #isList(): boolean {
    return this.#wanted === 0 && LISTS.includes(this.#key);
  }

  #endless(): Error {
    return new Error(`What begins in line ${this.#beginsIn || this.#line} has no end`);
  }
}
