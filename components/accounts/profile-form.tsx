"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { signalCurrentDetails } from "#components/passkeys/signal-current-details.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useEntryFault } from "#components/passkeys/use-entry-fault.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Account } from "#lib/accounts/account.ts";
import { renameAccount } from "./rename-account.ts";

type ProfileFormProps = { account: Account; rpId: string; userId: string };

/** What the account is called, here and in the person's password managers. */
export function ProfileForm({ account, rpId, userId }: ProfileFormProps) {
  const t = useTranslations("profile");
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const [name, setName] = useState(account.name ?? "");
  const [news, setNews] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const fault = useEntryFault(failure)("name");
  const busy = stage === "busy";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setNews("");
    const outcome = await run(() => renameAccount(name));
    if (!outcome.ok) return field.current?.focus();
    const saved = outcome.value.account;
    setName(saved.name ?? "");
    setNews(saved.name ? t("saved", { name: saved.name }) : t("savedEmpty"));
    await signalCurrentDetails({ rpId, userId, email: saved.email, name: saved.name });
  };

  return (
    // Until a script takes over, this method does nothing: no name ends up in a URL.
    <form method="dialog" onSubmit={submit} className="grid max-w-md gap-5" noValidate>
      <TextField
        ref={field}
        label={t("name")}
        hint={t("nameHint")}
        autoComplete="name"
        value={name}
        onValueChange={setName}
        error={fault}
      />
      <Button type="submit" busy={busy} className="justify-self-start">
        {common("save")}
      </Button>
      <News>{news}</News>
      <FailureMessage failure={fault ? null : failure} />
    </form>
  );
}
