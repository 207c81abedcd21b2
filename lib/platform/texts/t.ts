import { textsIn } from "./catalogue";
import type { Translate } from "./keys";
import { currentReader } from "./reader";

/**
 * A sentence of the catalogue, in the language of the request that is being answered.
 * On the server; components ask useTexts().
 */
export const t: Translate = (key, ...values) => textsIn(currentReader().language)(key, ...values);
