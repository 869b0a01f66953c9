"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Takes the code of a mail and a recovery code, and leads on to where a passkey is made. */
export function TwoCodesForm() {
  const t = useTranslations("recoverByMail.codes");
  const { stage, failure, run } = useAct();
  const [mailCode, setMailCode] = useState("");
  const [recoveryCode, setRecoveryCode] = useState("");
  const field = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stage !== "idle") return;
    const codes = { mailCode, recoveryCode };
    const outcome = await run(() => request<void>("POST", "/api/recovery/mail/codes", codes));
    // A whole new page, so that every part of it sees the new session.
    if (outcome.ok) return window.location.assign("/recover/passkey");
    field.current?.focus();
  };

  return (
    // Until a script takes over, this method does nothing: no code ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid gap-5" noValidate>
      <TextField
        ref={field}
        label={t("mailCode")}
        hint={t("mailCodeHint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={mailCode}
        onValueChange={setMailCode}
      />
      <TextField
        label={t("recoveryCode")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={recoveryCode}
        onValueChange={setRecoveryCode}
      />
      <Button type="submit" busy={stage !== "idle"}>
        {t("act")}
      </Button>
      <FailureMessage failure={failure} />
    </form>
  );
}
