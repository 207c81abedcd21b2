import { encode } from "uqr";

/** A QR code as one SVG path, each module 1 × 1. */
export type QrCode = {
  /** Modules of one side, with the quiet zone. */
  size: number;
  path: string;
};

/** The quiet zone that scanners need (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** Draws a text as a QR code. @throws when it is too long for one */
export function qrCodeOf(text: string): QrCode {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  return { size, path: data.map(rowPath).join("") };
}

/** Neighbouring dark modules are one rectangle, which keeps the path short. */
function rowPath(row: boolean[], y: number): string {
  const line = row.map((dark) => (dark ? "1" : "0")).join("");
  return [...line.matchAll(/1+/g)]
    .map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)
    .join("");
}
