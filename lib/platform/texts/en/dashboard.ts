/** The dashboard and its parts. */
export const dashboard = {
  sessions: {
    unknownBrowser: "Unknown browser",
    unknownSystem: "unknown system",
  },
} as const;
