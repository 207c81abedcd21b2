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
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: oneOf(BROWSERS, browser.name), system: oneOf(SYSTEMS, os.name) };
}

const oneOf = (known: Set<string>, name = "") => (known.has(name) ? name : null);
