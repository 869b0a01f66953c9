"use client";

import { useTranslations } from "next-intl";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { signalAccepted } from "#components/passkeys/signal-accepted.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { AcceptedPasskeys } from "#lib/passkeys/list-accepted.ts";

/** The button that deletes the account, once asked twice and shown a passkey. */
export function DeleteAccount({ email, accepted }: { email: string; accepted: AcceptedPasskeys }) {
  const t = useTranslations("deleteAccount");
  const common = useTranslations("common");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const busy = stage !== "idle";

  const destroy = async () => {
    const outcome = await run(() => withStepUp(() => request<void>("DELETE", "/api/account")));
    if (!outcome.ok) return;
    // The server has just confirmed that none opens anything any more.
    await signalAccepted({ ...accepted, passkeys: [] });
    window.location.replace("/account-deleted");
  };

  return (
    <>
      <ConfirmDialog
        trigger={t("act")}
        triggerVariant="destructive"
        busy={busy}
        title={t("dialogTitle", { email })}
        description={<p>{t("dialogText")}</p>}
        keep={t("keep")}
        confirm={t("confirm")}
        destructive
        onConfirm={destroy}
      />
      <FailureMessage failure={failure} waiting={busy && common("working")} />
      {dialog}
    </>
  );
}
