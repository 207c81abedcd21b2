import Bowser from "bowser";

/** Names a browser and its system from a User-Agent, for people to recognise a device by. */
export function describeAgent(userAgent: string | null): { browser: string; system: string } {
  const unknown = { browser: "Unknown browser", system: "unknown system" };
  if (!userAgent) return unknown;
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: browser.name || unknown.browser, system: os.name || unknown.system };
}
