"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { AlertDialog, AlertDialogClose, AlertDialogContent } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { FailureMessage } from "./failure-message.tsx";
import { stepUp } from "./step-up.ts";
import { useAct } from "./use-act.ts";

type StepUpDialogProps = {
  /** Why it asks, where that is not because it has been a while. */
  text: string | undefined;
  onAnswer: (confirmed: boolean) => void;
};

/** Asks for a passkey once more. The browser's window needs a press of its own, hence a button. */
export function StepUpDialog({ text, onAnswer }: StepUpDialogProps) {
  const t = useTranslations("stepUp");
  const common = useTranslations("common");
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
        title={t("title")}
        description={text ?? t("text")}
        initialFocus={confirmButton}
      >
        <FailureMessage failure={failure} waiting={busy && common("waiting")} />
        <div className="grid gap-2 sm:flex sm:justify-end">
          <AlertDialogClose render={<Button variant="secondary" busy={busy} />}>
            {common("cancel")}
          </AlertDialogClose>
          <Button ref={confirmButton} busy={busy} onClick={confirm}>
            {t("confirm")}
          </Button>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
