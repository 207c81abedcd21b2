/**
 * The product's name and looks: the first file a team edits, and the only one that renames the app.
 * Everything here may change at any time. What stored data depends on is in identity.mjs and stays.
 *
 * Colours and the mark reach the browser as files (styles/brand.css, public/favicon.svg), because
 * the content security policy allows no inline style. `npm run brand` writes them; `npm run dev` and
 * every build do so first.
 */

/** The colours of one scheme, as `#rrggbb`. A test checks each pair of text and background for 4.5:1. */
type Scheme = {
  /** The background of every page, and of the browser's own bars (`theme-color`). */
  paper: string;
  /** Buttons and whatever else is filled with the accent; `accentHover` under the pointer. */
  accent: string;
  accentHover: string;
  /** Text on the accent. */
  onAccent: string;
  /** Links, and text on `accentSoft`. */
  accentInk: string;
  /** The background of a badge or a highlighted row, edged by `accentLine`. */
  accentSoft: string;
  accentLine: string;
};

/** The colours of mails in one scheme. The same test checks text and background for 4.5:1. */
type MailScheme = {
  /** Around the text, and under it. */
  paper: string;
  card: string;
  ink: string;
  inkFaint: string;
  button: string;
  onButton: string;
};

type Brand = {
  /** For people: page titles, header, mails. */
  name: string;
  /** For machines: letters, digits and hyphens. Begins the names of downloaded files. */
  slug: string;
  /** Begins the name of every cookie. Changing it signs everybody out once. */
  cookiePrefix: string;
  /**
   * Begins every API token, before `_pat_`: letters and digits. Changing it invalidates existing tokens.
   */
  tokenPrefix: string;
  /** Begins the `type` of every problem document (RFC 9457); the problem's code follows. */
  problemType: string;
  /**
   * Words that a password may not consist of, in lower case: an attacker who knows the product tries them.
   */
  passwordWords: readonly string[];
  /** Where people can ask a human, shown below every page and in every mail; null shows nothing. */
  supportEmail: string | null;
  mail: {
    /** The sender, unless the variable MAIL_FROM names another. */
    from: string;
    /** The last line of every mail. */
    signature: string;
    /** The light scheme is what a mail program without schemes shows. */
    colours: { light: MailScheme; dark: MailScheme };
  };
  /** The logo: one SVG path in a square, drawn on a tile of the accent. */
  mark: {
    /** Width and height of the square the path is drawn in. */
    size: number;
    path: string;
    /** The width of the line, for a mark that is drawn; 0 for one that is filled. */
    line: number;
  };
  colours: { light: Scheme; dark: Scheme };
};

export const brand: Brand = {
  name: "Latchkey",
  slug: "latchkey",
  cookiePrefix: "latchkey",
  tokenPrefix: "lk",
  problemType: "urn:latchkey:problem:",
  passwordWords: ["latchkey"],
  supportEmail: null,
  mail: {
    from: "Latchkey <no-reply@localhost>",
    signature: "— Latchkey",
    colours: {
      light: {
        paper: "#f6f7f4",
        card: "#ffffff",
        ink: "#121916",
        inkFaint: "#5b6761",
        button: "#0b6b50",
        onButton: "#ffffff",
      },
      dark: {
        paper: "#0d1110",
        card: "#161c1a",
        ink: "#e8eeea",
        inkFaint: "#a3b0a9",
        button: "#47c797",
        onButton: "#04211a",
      },
    },
  },
  mark: {
    size: 32,
    path: "M16.5 9.5a4 4 0 1 1-8 0a4 4 0 1 1 8 0M12.5 13.5V25h9.5M12.5 19.25h5",
    line: 3,
  },
  colours: {
    light: {
      paper: "#f6f7f4",
      accent: "#0b6b50",
      accentHover: "#08543f",
      onAccent: "#ffffff",
      accentInk: "#0a5f47",
      accentSoft: "#e1f0e9",
      accentLine: "#b5d8c9",
    },
    dark: {
      paper: "#0d1110",
      accent: "#47c797",
      accentHover: "#66d8ae",
      onAccent: "#04211a",
      accentInk: "#63d3a8",
      accentSoft: "#122b24",
      accentLine: "#1f4a3d",
    },
  },
};
