"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useEffectEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CheckField } from "#components/ui/check-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { type Answer, finishAuthentication, type Visitor } from "./authenticate.ts";
import { enter } from "./enter.ts";
import type { FailureKind, Outcome } from "./failure.ts";
import { FailureMessage } from "./failure-message.tsx";
import { offerPasskeys } from "./offer-passkeys.ts";
import { signIn, signInFromElsewhere } from "./sign-in.ts";
import { useAct } from "./use-act.ts";

/** What a passkey on another device may help with. */
const helpedElsewhere = new Set<FailureKind>([
  "use-not-opened",
  "use-stopped",
  "use-timed-out",
  "use-none-here",
  "no-screen-lock",
  "device-unsuited",
  "no-answer",
  "passkey-unknown",
  "sign-in-rejected",
]);

/** Signs in by the field's autofill, or by the button with nothing typed; then goes to `next`. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const [stuck, setStuck] = useState(false);
  const [kept, setKept] = useState(false);
  const idle = stage === "idle";

  const attempt = async (act: () => Promise<Outcome<Visitor>>) => {
    const outcome = await run(act);
    if (outcome.ok) return await enter(outcome.value, next);
    // Once offered it stays: it may have the focus.
    if (helpedElsewhere.has(outcome.failure.kind)) setStuck(true);
  };

  const enterByAutofill = useEffectEvent((answer: Answer) =>
    attempt(() => finishAuthentication(answer, kept)),
  );

  // The button's own window ends the offer, and a failed attempt renews it.
  useEffect(() => {
    if (idle) return offerPasskeys((answer) => void enterByAutofill(answer));
  }, [idle]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (idle) void attempt(() => signIn(kept));
  };

  return (
    // Until a script takes over, this method does nothing: no address ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid gap-5" noValidate>
      <TextField
        label={t("email")}
        hint={t("emailHint")}
        type="email"
        autoComplete="username webauthn"
      />
      <CheckField label={t("keep")} checked={kept} onCheck={setKept} />
      <Button type="submit" busy={!idle}>
        {t("submit")}
      </Button>
      <FailureMessage failure={failure} waiting={!idle && common("waiting")} />
      {stuck && (
        <Button
          variant="secondary"
          busy={!idle}
          onClick={() => attempt(() => signInFromElsewhere(kept))}
        >
          {t("elsewhere")}
        </Button>
      )}
    </form>
  );
}
