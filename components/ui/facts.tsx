import type { ReactNode } from "react";

/** A few short facts (paragraphs): one a line on a phone, in a row with dots between where there is room. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-y-0.5 text-sm text-muted-foreground sm:flex sm:flex-wrap sm:gap-x-2 sm:[&>p:not(:last-child)]:after:ml-2 sm:[&>p:not(:last-child)]:after:content-['·'/'']">
      {children}
    </div>
  );
}
