const TOKEN = /<!-- -->|<(\/)?([a-zA-Z][\w:-]*)((?:\s[^<>]*)?)>|([^<]+)/gs;
const ATTRIBUTE = /([^\s=]+)="([^"]*)"/g;
const VOID = /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;
/** What React writes without a value, and leaves out where it is "". */
const SWITCH = /^(?:checked|disabled|hidden|multiple|open|required|selected|inert)$/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

const decoded = (text) => text.replace(/&(amp|lt|gt|quot|#x27);/g, (_all, name) => ENTITIES[name]);

/**
 * Reads markup that React wrote.
 * @returns its nodes: text, or [tag, attributes, nodes]
 */
export function nodesOf(html) {
  const root = [];
  const open = [root];
  for (const [all, closes, tag, attributes, text] of html.matchAll(TOKEN)) {
    // Between two texts, which stay two.
    if (all === "<!-- -->") continue;
    if (text !== undefined) open.at(-1).push(decoded(text));
    else if (closes) open.pop();
    else {
      const node = [tag, attributesOf(attributes), []];
      open.at(-1).push(node);
      if (!VOID.test(tag) && !attributes.endsWith("/")) open.push(node[2]);
    }
  }
  if (open.length !== 1) throw new Error("The markup of the page could not be read");
  return root;
}

const attributesOf = (text) =>
  Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [
      name === "class" ? "className" : name,
      SWITCH.test(name) && value === "" ? true : decoded(value),
    ]),
  );
