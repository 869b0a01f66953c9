"use client";

import { clsx } from "clsx";
import { type ComponentProps, useId } from "react";

type TextAreaProps = Omit<ComponentProps<"textarea">, "className" | "id" | "onChange"> & {
  label: string;
  hint: string;
  /** What is wrong with what was entered; nothing, when nothing is. */
  error: string | undefined;
  onValueChange: (value: string) => void;
};

/** A labelled text of several lines, with a hint and its fault. */
export function TextArea({ label, hint, error, onValueChange, ...props }: TextAreaProps) {
  const id = useId();
  const describedBy = [`${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <p id={`${id}-hint`} className="text-sm text-muted-foreground">
        {hint}
      </p>
      <textarea
        id={id}
        rows={4}
        aria-describedby={describedBy}
        aria-invalid={error ? true : undefined}
        className={clsx(
          "w-full rounded-md border bg-card px-3 py-2",
          error ? "border-destructive" : "border-input",
        )}
        onChange={({ target }) => onValueChange(target.value)}
        {...props}
      />
      {error && (
        <p id={`${id}-error`} className="text-sm text-destructive">
          {error}
        </p>
      )}
    </div>
  );
}
