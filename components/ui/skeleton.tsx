import { clsx } from "clsx";

/** A grey shape in the place of something that is still on its way. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={clsx("rounded-md bg-muted", className)} />;
}
