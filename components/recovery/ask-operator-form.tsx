"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useEntryFault } from "#components/passkeys/use-entry-fault.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { TextField } from "#components/ui/text-field.tsx";

/** Asks the operator for help; what it says then is the same for every address. */
export function AskOperatorForm() {
  const t = useTranslations("recoverByMail.operator");
  const { stage, failure, run } = useAct();
  const [email, setEmail] = useState("");
  const [note, setNote] = useState("");
  const emailField = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const faultOf = useEntryFault(failure);
  const inField = faultOf("email") ?? faultOf("note");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stage === "busy") return;
    const ask = () => request<void>("POST", "/api/recovery/operator", { email, note });
    const outcome = await run(ask);
    if (outcome.ok) return;
    const at = outcome.failure.fields[0]?.path;
    if (at === "email") emailField.current?.focus();
    if (at === "note") noteField.current?.focus();
  };

  return (
    // Until a script takes over, this method does nothing: no address ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid gap-5" noValidate>
      <TextField
        ref={emailField}
        label={t("email")}
        type="email"
        autoComplete="email"
        required
        value={email}
        onValueChange={setEmail}
        error={faultOf("email")}
      />
      <TextArea
        ref={noteField}
        label={t("note")}
        hint={t("noteHint")}
        required
        value={note}
        onValueChange={setNote}
        error={faultOf("note")}
      />
      <Button type="submit" busy={stage === "busy"}>
        {t("act")}
      </Button>
      <News>{stage === "done" ? t("sent") : ""}</News>
      <FailureMessage failure={inField ? null : failure} />
    </form>
  );
}
