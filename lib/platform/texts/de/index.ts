import { dashboard } from "./dashboard";
import { events } from "./events";
import { fields } from "./fields";
import { layout } from "./layout";
import { mails } from "./mails";

/** German: formal, as one writes to customers. */
export const de = { ...dashboard, ...events, ...fields, ...layout, ...mails };
