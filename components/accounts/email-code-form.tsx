"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";

type EmailCodeFormProps = { email: string; onConfirmed: () => void; onAgain: () => void };

/** Takes the code from the mail that was just sent to `email`. */
export function EmailCodeForm({ email, onConfirmed, onAgain }: EmailCodeFormProps) {
  const t = useTranslations("email");
  const { stage, failure, run } = useAct();
  const [code, setCode] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const busy = stage === "busy";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const enter = () => request<void>("POST", "/api/email/confirmation/code", { code });
    const outcome = await run(enter);
    if (outcome.ok) return onConfirmed();
    field.current?.focus();
  };

  return (
    <form onSubmit={submit} className="grid max-w-md gap-3" noValidate>
      <p role="status" className="wrap-anywhere">
        {t("sent", { email })}
      </p>
      <TextField
        ref={field}
        label={t("code")}
        inputMode="numeric"
        autoComplete="one-time-code"
        value={code}
        onValueChange={setCode}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy}>
          {t("confirm")}
        </Button>
        <Button variant="secondary" busy={busy} onClick={onAgain}>
          {t("again")}
        </Button>
      </div>
      <FailureMessage failure={failure} />
    </form>
  );
}
