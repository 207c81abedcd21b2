import type { en } from "./en";
import type { Filling } from "./format/entry";

/*
 * The catalogue's keys, for the type check. They vanish when the code is compiled: components may import
 * this file, and no sentence reaches the browser through it.
 */

/** English is the source: it decides which sections and names there are. */
export type Source = typeof en;

export type Section = keyof Source;

/** `section.name`, of some sections or of all. */
export type Key<S extends Section = Section> = {
  [Each in S]: `${Each}.${keyof Source[Each] & string}`;
}[S];

/** The name of a notice: what a form or a call did. */
export type Notice = keyof Source["notices"];

/** The entry that a key stands for. */
export type EntryOf<K extends string> = K extends `${infer S extends Section}.${infer Name}`
  ? Name extends keyof Source[S]
    ? Source[S][Name]
    : never
  : never;

/** Fills in the sentence of a key. */
export type Translate<S extends Section = Section> = <K extends Key<S>>(
  key: K,
  ...values: Filling<EntryOf<K>>
) => string;
