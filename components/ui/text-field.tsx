"use client";

import { clsx } from "clsx";
import { type ComponentProps, useId } from "react";

type TextFieldProps = Omit<ComponentProps<"input">, "className" | "id" | "onChange"> & {
  label: string;
  onValueChange?: (value: string) => void;
  hint?: string;
  /** What is wrong with what was entered; nothing, when nothing is. */
  error?: string | undefined;
};

/** A labelled line of text, with a hint and its fault. */
export function TextField({ label, hint, error, onValueChange, ...props }: TextFieldProps) {
  const id = useId();
  const hintId = hint && `${id}-hint`;
  const errorId = error && `${id}-error`;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="text-sm text-muted-foreground">
          {hint}
        </p>
      )}
      <input
        id={id}
        aria-describedby={[hintId, errorId].filter(Boolean).join(" ") || undefined}
        aria-invalid={error ? true : undefined}
        className={clsx(
          "min-h-11 w-full rounded-md border bg-card px-3 py-2",
          error ? "border-destructive" : "border-input",
        )}
        onChange={({ target }) => onValueChange?.(target.value)}
        {...props}
      />
      {error && (
        <p id={errorId} className="text-sm text-destructive">
          {error}
        </p>
      )}
    </div>
  );
}
