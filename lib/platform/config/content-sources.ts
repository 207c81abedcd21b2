type Kind = "images" | "scripts" | "styles" | "fonts" | "connections" | "frames" | "forms";

/**
 * What a page may load from other origins: a product's additions to the content security policy
 * (lib/web/server/security-headers.ts). Each entry is an origin, such as "https://images.example.com"; the
 * browser refuses everything that is not listed. A script from another origin can do anything the reader
 * can.
 *
 * An element for foreign content also needs a line in biome.json: <iframe> is refused there.
 */
export const contentSources: Record<Kind, string[]> = {
  images: [],
  scripts: [],
  styles: [],
  fonts: [],
  /** What a script may fetch from or open a socket to. */
  connections: [],
  /** What may be shown in a frame. Who may frame this app is a different question: nobody may. */
  frames: [],
  /** Where a form may lead, also by redirects: the origin of a provider that people sign in with. */
  forms: [],
};
