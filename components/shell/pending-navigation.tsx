"use client";

import { useLinkStatus } from "next/link";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

/** Told by the link that was followed, until its page is there. */
const Pending = createContext<{ pending: boolean; tell: (pending: boolean) => void }>({
  pending: false,
  tell: () => {},
});

/** Knows whether a page is on its way to whatever is inside it. */
export function PendingNavigation({ children }: { children: ReactNode }) {
  const [pending, tell] = useState(false);
  return <Pending value={{ pending, tell }}>{children}</Pending>;
}

/** Stands inside a link, and tells when that link's page is on its way. */
export function TellPending() {
  const { pending } = useLinkStatus();
  const { tell } = useContext(Pending);
  useEffect(() => {
    if (!pending) return;
    tell(true);
    return () => tell(false);
  }, [pending, tell]);
  return null;
}

const patienceMs = 150;

/**
 * Shows a skeleton in the place of a page while another is on its way, but only where that takes a
 * while. What was there stays as it was, in case nothing comes.
 */
export function PendingArea({ skeleton, children }: { skeleton: ReactNode; children: ReactNode }) {
  const { pending } = useContext(Pending);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [pending]);
  return (
    <>
      {late && skeleton}
      <div hidden={late}>{children}</div>
    </>
  );
}
