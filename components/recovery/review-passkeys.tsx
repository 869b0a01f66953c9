"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { failed, type Outcome } from "#components/passkeys/failure.ts";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { removePasskey } from "#components/passkeys/remove-passkey.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Button } from "#components/ui/button.tsx";
import { CheckField } from "#components/ui/check-field.tsx";

type ReviewPasskeysProps = {
  /** The passkeys that were there before. */
  passkeys: { id: string; name: string }[];
  /** Whether all of them stay unless the person says otherwise; else none does. */
  keepAll: boolean;
};

/** Asks which of the old passkeys stay, and removes the others. */
export function ReviewPasskeys({ passkeys, keepAll }: ReviewPasskeysProps) {
  const t = useTranslations("recover.review");
  const common = useTranslations("common");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [kept, setKept] = useState(() => new Set(keepAll ? passkeys.map(({ id }) => id) : []));
  const busy = stage !== "idle";

  const keep = (id: string, keeps: boolean) =>
    setKept(new Set(keeps ? [...kept, id] : [...kept].filter((one) => one !== id)));

  const removeOthers = async (): Promise<Outcome<void>> => {
    for (const { id } of passkeys) {
      if (kept.has(id)) continue;
      const outcome = await removePasskey(id);
      // One that is gone already, by an attempt that broke off, is what was wanted.
      const gone = !outcome.ok && outcome.failure.kind === "not-found";
      if (!outcome.ok && !gone) return failed(outcome.failure.kind);
    }
    return { ok: true, value: undefined };
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const outcome = await run(() => withStepUp(removeOthers));
    if (outcome.ok) window.location.replace("/account/recovery");
  };

  return (
    <form onSubmit={submit} className="grid gap-5">
      <div className="grid gap-1">
        {passkeys.map(({ id, name }) => (
          <CheckField
            key={id}
            label={name}
            checked={kept.has(id)}
            onCheck={(checked) => keep(id, checked)}
          />
        ))}
      </div>
      <p className="text-muted-foreground">{t("next")}</p>
      <Button type="submit" busy={busy}>
        {t("done")}
      </Button>
      <FailureMessage failure={failure} waiting={busy && common("working")} />
      {dialog}
    </form>
  );
}
