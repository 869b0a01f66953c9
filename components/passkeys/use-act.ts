"use client";

import { useRef, useState } from "react";
import { escalateFailure } from "./escalate-failure.ts";
import type { Failure, FailureKind, Outcome } from "./failure.ts";

type ActState = { stage: "idle" | "busy" | "done"; failure: Failure | null };

/**
 * Follows something a person began: whether it is under way, done, or failed and why. A passkey
 * window that was closed twice in a row is told otherwise than the first time.
 */
export function useAct() {
  const [state, setState] = useState<ActState>({ stage: "idle", failure: null });
  const previous = useRef<FailureKind | null>(null);

  const run = async <T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    setState({ stage: "busy", failure: null });
    const outcome = await act();
    if (outcome.ok) {
      previous.current = null;
      setState({ stage: "done", failure: null });
      return outcome;
    }
    const failure = {
      ...outcome.failure,
      kind: escalateFailure(outcome.failure.kind, previous.current),
    };
    previous.current = failure.kind;
    setState({ stage: "idle", failure });
    return { ok: false, failure };
  };

  return { ...state, run };
}
