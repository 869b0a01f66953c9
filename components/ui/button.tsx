import type { ComponentProps, MouseEvent } from "react";
import { type ButtonVariant, buttonClass } from "./button-class.ts";

type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  /** Something that it began is under way: it can't be pressed, and keeps the focus. */
  busy?: boolean;
};

/** A button of at least 44 px; `type="button"` unless told otherwise. */
export function Button({ variant, busy = false, className, onClick, ...props }: ButtonProps) {
  // Said by ARIA alone, since a browser takes the focus from a button that is disabled.
  const press = (event: MouseEvent<HTMLButtonElement>) =>
    busy ? event.preventDefault() : onClick?.(event);
  return (
    <button
      type="button"
      aria-disabled={busy || undefined}
      className={buttonClass(variant, className)}
      {...props}
      onClick={press}
    />
  );
}
