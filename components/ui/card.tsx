import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A sheet that holds what belongs together; on a phone it takes the whole width. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={clsx("rounded-xl border bg-card p-5 text-card-foreground sm:p-6", className)}
      {...props}
    />
  );
}
