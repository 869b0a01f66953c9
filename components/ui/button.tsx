"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { type ButtonVariant, buttonClass } from "./button-class.ts";

type ButtonProps = Omit<BaseButton.Props, "className"> & {
  className?: string;
  variant?: ButtonVariant;
  /** Something that it began is under way: it can't be pressed, and keeps the focus. */
  busy?: boolean;
};

/** A button of at least 44 px; `type="button"` unless told otherwise. */
export function Button({ variant, busy = false, className, ...props }: ButtonProps) {
  return (
    <BaseButton
      type="button"
      disabled={busy}
      focusableWhenDisabled
      className={buttonClass(variant, className)}
      {...props}
    />
  );
}
