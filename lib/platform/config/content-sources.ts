type Kind = "images" | "scripts" | "styles" | "fonts" | "connections" | "frames" | "forms";

/**
 * From where else a page may load, beside this app: what a product adds to the content security policy
 * (lib/web/server/security-headers.ts). Each entry is an origin, such as "https://images.example.com";
 * everything that is not listed is refused by the browser. A script from another origin can do what
 * the reader can.
 *
 * An element for something foreign also needs a line of biome.json: <iframe> is refused there.
 */
export const contentSources: Record<Kind, string[]> = {
  images: [],
  scripts: [],
  styles: [],
  fonts: [],
  /** What a script may fetch from or open a socket to. */
  connections: [],
  /** What may be shown in a frame. Who may frame this app is another thing: nobody. */
  frames: [],
  /** Where a form may lead, by redirects too: the origin of a provider that people sign in with. */
  forms: [],
};
