import Bowser from "bowser";
import { BoundedMap } from "@/lib/platform/core/bounded-map";

/** Null: the User-Agent does not say. */
export type Agent = { browser: string | null; system: string | null };

const UNKNOWN: Agent = { browser: null, system: null };

/** Most people use one of a few browsers, and parsing a User-Agent costs as much as reading a session. */
const known = new BoundedMap<string, Agent>(1000);

/** Names a browser and its system from a User-Agent, for people to recognise a device by. */
export function describeAgent(userAgent: string | null): Agent {
  if (!userAgent) return UNKNOWN;
  const agent = known.get(userAgent) ?? parse(userAgent);
  known.set(userAgent, agent);
  return agent;
}

/** Bowser takes any text before a slash for a browser: a client could write a sentence there. */
const BROWSERS = new Set<string>(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set<string>(Object.values(Bowser.OS_MAP));

function parse(userAgent: string): Agent {
  const { browser, os, platform } = Bowser.parse(userAgent);
  // Its own name since 2019; Bowser says iOS. A Safari that asks for desktop sites says it is a Mac.
  const system = platform.model === "iPad" ? "iPadOS" : oneOf(SYSTEMS, os.name);
  return { browser: oneOf(BROWSERS, browser.name), system };
}

const oneOf = (known: Set<string>, name = "") => (known.has(name) ? name : null);
