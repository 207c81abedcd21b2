/** Forms of a sentence, chosen by the plural rules of its language for the argument `count`. */
type Plural = { readonly other: string } & {
  readonly [rule in Exclude<Intl.LDMLPluralRule, "other">]?: string;
};

/** An entry of a catalogue: a sentence, or its plural forms. `{name}` is filled in. */
export type Entry = string | Plural;

/** Entries by section and name. */
export type Sections = Readonly<Record<string, Readonly<Record<string, Entry>>>>;

/** The same sections and names in another language; a plural stays a plural. */
export type Translation<Source extends Sections> = {
  readonly [Section in keyof Source]: {
    readonly [Name in keyof Source[Section]]: Source[Section][Name] extends string
      ? string
      : Plural;
  };
};

/** The names in `{…}` of a sentence. */
type Placeholders<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The names of the arguments that an entry needs. */
type ArgumentNames<E> = E extends { readonly other: infer Other }
  ? "count" | Placeholders<Other>
  : Placeholders<E>;

/** The values for the placeholders of an entry; numbers are formatted for its language. */
type ArgumentsOf<E, Value = string | number> = {
  readonly [Name in ArgumentNames<E>]: Name extends "count" ? number : Value;
};

/** The further arguments that fill an entry in: none where it has no placeholder. */
export type Filling<E, Value = string | number> = [ArgumentNames<E>] extends [never]
  ? []
  : [values: ArgumentsOf<E, Value>];
