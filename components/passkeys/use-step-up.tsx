"use client";

import { useState } from "react";
import { failed, type Outcome } from "./failure.ts";
import { StepUpDialog } from "./step-up-dialog.tsx";

type Answer = (confirmed: boolean) => void;

/**
 * Gives `withStepUp(act)`, which runs `act` and, where the server wants to know first that it is
 * still the same person, asks for a passkey and runs it again; and the dialog that asks.
 * @param text why it asks; without, that it has been a while
 */
export function useStepUp(text?: string) {
  const [answer, setAnswer] = useState<Answer | null>(null);

  const withStepUp = async <T,>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await act();
    if (outcome.ok || outcome.failure.kind !== "step-up-required") return outcome;
    const confirmed = await new Promise<boolean>((resolve) => setAnswer(() => resolve));
    setAnswer(null);
    return confirmed ? await act() : failed("not-confirmed");
  };

  const dialog = answer && <StepUpDialog text={text} onAnswer={answer} />;
  return { withStepUp, dialog };
}
