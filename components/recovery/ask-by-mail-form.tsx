"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useEntryFault } from "#components/passkeys/use-entry-fault.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Asks for a recovery by mail; what it says then is the same for every address. */
export function AskByMailForm() {
  const t = useTranslations("recoverByMail.ask");
  const { stage, failure, run } = useAct();
  const [email, setEmail] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const fault = useEntryFault(failure)("email");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stage === "busy") return;
    const outcome = await run(() => request<void>("POST", "/api/recovery/mail", { email }));
    if (!outcome.ok) field.current?.focus();
  };

  return (
    // Until a script takes over, this method does nothing: no address ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid gap-5" noValidate>
      <TextField
        ref={field}
        label={t("email")}
        type="email"
        autoComplete="email"
        required
        value={email}
        onValueChange={setEmail}
        error={fault}
      />
      <Button type="submit" busy={stage === "busy"}>
        {t("act")}
      </Button>
      <News>{stage === "done" ? t("sent") : ""}</News>
      <FailureMessage failure={fault ? null : failure} />
    </form>
  );
}
