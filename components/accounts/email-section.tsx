"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useEntryFault } from "#components/passkeys/use-entry-fault.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { News } from "#components/ui/news.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Account } from "#lib/accounts/account.ts";
import { EmailCodeForm } from "./email-code-form.tsx";

/** The account's address: whether it is confirmed, how to confirm it, and how to change it. */
export function EmailSection({ account }: { account: Account }) {
  const t = useTranslations("email");
  const router = useRouter();
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [changing, setChanging] = useState(false);
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [news, setNews] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const fault = useEntryFault(failure)("email");
  const busy = stage === "busy";

  const send = async (to?: string) => {
    setNews("");
    const ask = () => request<void>("POST", "/api/email/confirmation", to ? { email: to } : {});
    const outcome = await run(() => withStepUp(ask));
    if (outcome.ok) setSentTo(to ?? account.email);
    else if (to) field.current?.focus();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void send(email);
  };

  const confirmed = () => {
    setNews(t("done", { email: sentTo ?? account.email }));
    setSentTo(null);
    setChanging(false);
    router.refresh();
  };

  return (
    <Card className="grid gap-4">
      <div className="grid gap-1">
        <h2 className="font-medium">{t("title")}</h2>
        <p className="wrap-anywhere">
          {account.email}{" "}
          <span className="text-sm text-muted-foreground">
            {t(account.emailVerified ? "confirmed" : "unconfirmed")}
          </span>
        </p>
        {!account.emailVerified && <p className="text-sm text-muted-foreground">{t("why")}</p>}
      </div>
      <News>{news}</News>
      {sentTo ? (
        <EmailCodeForm
          email={sentTo}
          onConfirmed={confirmed}
          onAgain={() => send(email || undefined)}
        />
      ) : changing ? (
        <form onSubmit={submit} className="grid max-w-md gap-3" noValidate>
          <TextField
            ref={field}
            label={t("new")}
            type="email"
            autoComplete="email"
            value={email}
            onValueChange={setEmail}
            error={fault}
          />
          <Button type="submit" busy={busy} className="justify-self-start">
            {t("sendToNew")}
          </Button>
        </form>
      ) : (
        <div className="flex flex-wrap gap-2">
          {!account.emailVerified && (
            <Button busy={busy} onClick={() => send()}>
              {t("send")}
            </Button>
          )}
          <Button variant="secondary" busy={busy} onClick={() => setChanging(true)}>
            {t("change")}
          </Button>
        </div>
      )}
      <FailureMessage failure={fault ? null : failure} />
      {dialog}
    </Card>
  );
}
