import { withoutSteering } from "@/lib/features/input/invisible";

/** How many characters of a password the server will count: code points after NFKC. */
export const charactersIn = (password: string): number => [...password.normalize("NFKC")].length;

/** How many of any other line: code points of what is stored of it (lib/features/input/fields.ts). */
export const lineCharactersIn = (text: string): number =>
  [...withoutSteering(text).normalize("NFC").trim()].length;
