import type { QrCode } from "@/lib/features/second-factor/qr-code";
import styles from "./QrImage.module.css";

type QrImageProps = { code: QrCode; label: string };

/**
 * A QR code as inline SVG: an image of its own would have an address and a cache. Black on white in
 * both colour schemes, which is what scanners read.
 */
export function QrImage({ code: { size, path }, label }: QrImageProps) {
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect fill="white" width={size} height={size} />
      <path fill="black" d={path} />
    </svg>
  );
}
