"use client";

import { useTranslations } from "next-intl";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { stepUp } from "#components/passkeys/step-up.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";

/** Asks for a passkey once more, and then goes on to `next`. */
export function ConfirmAgain({ next }: { next: string }) {
  const t = useTranslations("stepUp");
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const busy = stage !== "idle";

  const confirm = async () => {
    const outcome = await run(stepUp);
    if (outcome.ok) window.location.assign(next);
  };

  return (
    <div className="grid gap-4">
      <FailureMessage failure={failure} waiting={busy && common("waiting")} />
      <Button busy={busy} onClick={confirm}>
        {t("confirm")}
      </Button>
    </div>
  );
}
