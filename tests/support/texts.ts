import { textsIn } from "@/lib/platform/texts/catalogue";

/** A sentence of the English catalogue: tests find by it what people read. */
export const english = textsIn("en");
