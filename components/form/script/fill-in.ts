import type { Entry } from "@/lib/platform/texts/format/entry";

/** The catalogue entries that an element carries, by name; null where it carries none. */
export function textsOf(element: HTMLElement): Record<string, Entry> | null {
  const { texts } = element.dataset;
  return texts ? JSON.parse(texts) : null;
}

/** An entry with its placeholders filled in, in the page's language; "" where there is no entry. */
export function fillIn(entry: Entry | undefined, values: Record<string, string | number>): string {
  const { lang } = document.documentElement;
  const sentence =
    typeof entry === "object"
      ? (entry[new Intl.PluralRules(lang).select(Number(values.count))] ?? entry.other)
      : (entry ?? "");
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
