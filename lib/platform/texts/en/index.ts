import { dashboard } from "./dashboard";
import { events } from "./events";
import { fields } from "./fields";
import { layout } from "./layout";
import { mails } from "./mails";

/** English, the source: it decides which sentences there are and what is filled in. */
export const en = { ...dashboard, ...events, ...fields, ...layout, ...mails } as const;
