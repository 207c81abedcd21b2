/** What stands around every page, and the pages for what does not exist or went wrong. */
export const layout = {
  layout: {
    skip: "Skip to content",
    language: "Language",
    justNow: "just now",
  },
} as const;
