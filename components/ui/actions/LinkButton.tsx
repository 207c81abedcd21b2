import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonLook, buttonClass } from "./button-style";

type LinkButtonProps = ButtonLook & {
  href: string;
  rel?: string | undefined;
  children: ReactNode;
};

/**
 * A link that looks like a button: it goes somewhere and changes nothing. The space after it separates it
 * from what follows where no style sheet is loaded.
 */
export function LinkButton({ href, rel, variant, wide, children }: LinkButtonProps) {
  return (
    <>
      <Link href={href} rel={rel} prefetch={false} className={buttonClass({ variant, wide })}>
        {children}
      </Link>{" "}
    </>
  );
}
