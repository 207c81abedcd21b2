/** The page as people see it, without the JSON that Next keeps for its own script. */
export const shown = (html: string): string =>
  html.replace(/<script id="__NEXT_DATA__" type="application\/json">[^<]*<\/script>/g, "");
