import { type ReactNode, Suspense } from "react";
import { settlesWithin } from "#lib/settle-within.ts";

const patienceMs = 150;

type WhenLoadedProps = {
  /** What the children wait for. */
  loading: Promise<unknown>;
  skeleton: ReactNode;
  children: ReactNode;
};

/**
 * Shows a skeleton until the children are there, but only where that takes a while: React keeps a
 * skeleton for 300 ms once it is seen, and without scripts it would stay.
 */
export async function WhenLoaded({ loading, skeleton, children }: WhenLoadedProps) {
  const soon = await settlesWithin(patienceMs, loading);
  return soon ? children : <Suspense fallback={skeleton}>{children}</Suspense>;
}
