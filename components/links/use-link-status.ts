"use client";

import { useEffect, useState } from "react";
import { request } from "#components/passkeys/request.ts";
import type { LinkStatus } from "#lib/links/link.ts";

const everyMs = 2000;

/** Whether nothing more can come of a request. */
const isFinal = ({ state }: LinkStatus) => state === "refused" || state === "claimed";

type Seen = { id: string; status: LinkStatus | null; over: boolean };

/**
 * Asks every two seconds how a request stands, while the page is seen and until nothing more can
 * come of it; the browser that asks to be let in is let in by that.
 * @param id the request; nothing is asked before there is one
 * @returns its latest status, and whether its time is up
 */
export function useLinkStatus(id: string | null): Omit<Seen, "id"> {
  const [seen, setSeen] = useState<Seen | null>(null);

  useEffect(() => {
    if (!id) return;
    let timer: number | undefined;
    let busy = false;
    let stopped = false;

    const ask = async () => {
      if (stopped || busy || document.hidden) return;
      window.clearTimeout(timer);
      busy = true;
      const outcome = await request<LinkStatus>("POST", `/api/links/${id}/status`);
      busy = false;
      if (stopped) return;
      if (outcome.ok) setSeen({ id, status: outcome.value, over: false });
      const over = !outcome.ok && outcome.failure.kind === "not-found";
      if (over) setSeen({ id, status: null, over });
      stopped = over || (outcome.ok && isFinal(outcome.value));
      if (!stopped) timer = window.setTimeout(ask, everyMs);
    };

    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [id]);

  return seen && seen.id === id ? seen : { status: null, over: false };
}
