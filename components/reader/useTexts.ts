import { createElement, Fragment, type ReactNode } from "react";
import type { Filling } from "@/lib/platform/texts/format/entry";
import { entryOf, format, formatParts } from "@/lib/platform/texts/format/format";
import type { EntryOf, Key, Section, Translate } from "@/lib/platform/texts/keys";
import { useReader } from "./reader-context";

type Texts<S extends Section> = Translate<S> & {
  /** The same with elements as values, such as an address in bold. */
  nodes<K extends Key<S>>(key: K, ...values: Filling<EntryOf<K>, ReactNode>): ReactNode;
};

/** An element in a sentence, kept apart from its direction, as isolated() keeps text. */
const apart = (piece: ReactNode): ReactNode =>
  typeof piece === "string" ? piece : createElement("bdi", null, piece);

/**
 * The sentences of a component, in the reader's language.
 * @param sections the ones it uses; the page must declare them: page({ access, texts: […] })
 * @throws when the page has not
 */
export function useTexts<S extends Section>(...sections: S[]): Texts<S> {
  const { language, texts } = useReader();
  const missing = sections.find((section) => !texts[section]);
  if (missing) throw new Error(`the page does not declare the texts "${missing}"`);
  const t: Translate<S> = (key, ...[values]) => format(entryOf(texts, key), values, language);
  const nodes = (key: string, values?: Record<string, unknown>) =>
    createElement(
      Fragment,
      null,
      ...(formatParts(entryOf(texts, key), values, language) as ReactNode[]).map(apart),
    );
  return Object.assign(t, { nodes });
}
