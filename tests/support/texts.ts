import { textsIn } from "@/lib/platform/texts/catalogue";

/** A sentence of the English catalogue: tests find by it what people read. */
export const english = textsIn("en");

/** The same as React writes it into a page. */
export const englishInPage = ((...sentence: Parameters<typeof english>) =>
  english(...sentence).replaceAll("'", "&#x27;")) as typeof english;
