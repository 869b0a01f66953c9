"use client";

import { useRef } from "react";
import { AlertDialog, AlertDialogClose, AlertDialogContent } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { FailureMessage } from "./failure-message.tsx";
import { stepUp } from "./step-up.ts";
import { useAct } from "./use-act.ts";

/** Asks for a passkey once more. The browser's window needs a press of its own, hence a button. */
export function StepUpDialog({ onAnswer }: { onAnswer: (confirmed: boolean) => void }) {
  const { stage, failure, run } = useAct();
  const confirmButton = useRef<HTMLButtonElement>(null);
  const busy = stage !== "idle";

  const confirm = async () => {
    const outcome = await run(stepUp);
    if (outcome.ok) onAnswer(true);
  };

  return (
    <AlertDialog open onOpenChange={(open) => !open && !busy && onAnswer(false)}>
      <AlertDialogContent
        title="Confirm that it's you"
        description="It has been a while since you used a passkey here. Use one once more, and we go on."
        initialFocus={confirmButton}
      >
        <FailureMessage failure={failure} waiting={busy && "Waiting for your passkey…"} />
        <div className="grid gap-2 sm:flex sm:justify-end">
          <AlertDialogClose render={<Button variant="secondary" busy={busy} />}>
            Cancel
          </AlertDialogClose>
          <Button ref={confirmButton} busy={busy} onClick={confirm}>
            Use a passkey
          </Button>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
