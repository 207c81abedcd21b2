import { ImageResponse } from "next/og";
import { createElement } from "react";
import { type Brand, tile } from "./files";

/** The width and height that iOS asks for. */
const TOUCH_ICON = 180;

/**
 * The icon for a phone's home screen: iOS takes no SVG there, and rounds the corners itself. Drawn by the
 * renderer that comes with Next.
 * @returns public/apple-touch-icon.png
 */
export async function touchIcon(brand: Brand): Promise<Buffer> {
  const src = `data:image/svg+xml;base64,${Buffer.from(tile(brand)).toString("base64")}`;
  const size = { width: TOUCH_ICON, height: TOUCH_ICON };
  const image = new ImageResponse(createElement("img", { src, ...size }), size);
  return Buffer.from(await image.arrayBuffer());
}
