"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { addPasskey } from "./add-passkey.ts";
import { FailureMessage } from "./failure-message.tsx";
import { quietOffer } from "./offer-here.ts";
import { useAct } from "./use-act.ts";
import { useStepUp } from "./use-step-up.tsx";

/** Offers a passkey on this device, or to go on to `next` and not be asked for a while. */
export function PasskeyOffer({ next }: { next: string }) {
  const t = useTranslations("passkeyHere");
  const common = useTranslations("common");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const busy = stage !== "idle";

  const goOn = () => window.location.replace(next);

  const create = async () => {
    const outcome = await run(() => withStepUp(() => addPasskey()));
    // There is one here now, or there was one before: nothing to ask for again.
    if (outcome.ok || outcome.failure.kind === "already-here") quietOffer();
    if (outcome.ok) goOn();
  };

  const decline = () => {
    quietOffer();
    goOn();
  };

  return (
    <div className="grid gap-3">
      <Button busy={busy} onClick={create}>
        {t("create")}
      </Button>
      <Button variant="secondary" busy={busy} onClick={decline}>
        {t("decline")}
      </Button>
      <FailureMessage failure={failure} waiting={busy && common("waiting")} />
      {dialog}
    </div>
  );
}
