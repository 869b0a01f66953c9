"use client";

import { type ReactNode, useEffect, useRef } from "react";

/**
 * What something came to, in the place of the buttons that did it: the focus goes there. Each text has
 * a key of its own, so that one after another is a new one.
 */
export function OutcomeText({ children }: { children: ReactNode }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <p ref={text} tabIndex={-1} className="font-medium outline-none">
      {children}
    </p>
  );
}
