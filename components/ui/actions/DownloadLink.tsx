import type { ReactNode } from "react";
import { buttonClass } from "./button-style";

/** A link to a file. A plain one: the router would treat it as a page. */
export function DownloadLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <>
      <a href={href} download className={buttonClass({ variant: "secondary" })}>
        {children}
      </a>{" "}
    </>
  );
}
