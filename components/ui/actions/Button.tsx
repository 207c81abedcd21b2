import type { ComponentProps } from "react";
import { type ButtonLook, buttonClass } from "./button-style";

type ButtonProps = ButtonLook & Omit<ComponentProps<"button">, "className" | "style">;

/**
 * A button that submits nothing by default; forms use SubmitButton. The space after it separates it from
 * what follows where no style sheet is loaded.
 */
export function Button({ variant, wide, type = "button", ...rest }: ButtonProps) {
  return (
    <>
      <button {...rest} type={type} className={buttonClass({ variant, wide })} />{" "}
    </>
  );
}
