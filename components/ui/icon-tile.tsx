import type { ReactNode } from "react";

/** A sign on a tile, at the head of a card. */
export function IconTile({ children }: { children: ReactNode }) {
  return (
    <span className="grid size-10 shrink-0 place-items-center rounded-lg bg-muted [&_svg]:size-5">
      {children}
    </span>
  );
}
