"use client";

import { Input } from "@base-ui/react/input";
import { useId } from "react";
import { cn } from "./cn.ts";

type TextFieldProps = Omit<Input.Props, "className" | "id"> & {
  label: string;
  hint?: string;
  /** What is wrong with what was entered; nothing, when nothing is. */
  error?: string | undefined;
};

/** A labelled line of text, with a hint and its fault. */
export function TextField({ label, hint, error, ...props }: TextFieldProps) {
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
      <Input
        id={id}
        aria-describedby={[hintId, errorId].filter(Boolean).join(" ") || undefined}
        aria-invalid={error ? true : undefined}
        className={cn(
          "min-h-11 w-full rounded-md border border-input bg-card px-3 py-2",
          error && "border-destructive",
        )}
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
