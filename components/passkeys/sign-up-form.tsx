"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { FailureMessage } from "./failure-message.tsx";
import { signUp } from "./sign-up.ts";
import { useAct } from "./use-act.ts";
import { useEntryFault } from "./use-entry-fault.ts";

/** Makes an account by an address, perhaps a name, and a passkey; then goes to `next`. */
export function SignUpForm({ next }: { next: string }) {
  const t = useTranslations("signUp");
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const emailField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);
  const faultOf = useEntryFault(failure);
  const inField = faultOf("email") ?? faultOf("name");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stage !== "idle") return;
    const outcome = await run(() => signUp(email, name));
    if (outcome.ok) return window.location.replace(next);
    const at = outcome.failure.fields[0]?.path;
    if (at === "email") emailField.current?.focus();
    if (at === "name") nameField.current?.focus();
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
      <TextField
        ref={nameField}
        label={t("name")}
        autoComplete="name"
        value={name}
        onValueChange={setName}
        error={faultOf("name")}
      />
      <Button type="submit" busy={stage !== "idle"}>
        {t("submit")}
      </Button>
      <FailureMessage
        failure={inField ? null : failure}
        waiting={stage !== "idle" && common("waiting")}
      />
    </form>
  );
}
