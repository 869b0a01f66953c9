"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition, useRef, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { News } from "#components/ui/news.tsx";
import { endOtherSessions } from "./end-sessions.ts";
import { type SessionEntry, SessionItem } from "./session-item.tsx";

/** Where an account is signed in, and what can be done about it. */
export function SessionManager({ entries }: { entries: SessionEntry[] }) {
  const t = useTranslations("sessions");
  const common = useTranslations("common");
  const router = useRouter();
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [news, setNews] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const others = entries.filter(({ current }) => !current).length;
  const busy = stage === "busy";

  const tell = (text: string) => {
    // The button that had the focus goes with the session.
    heading.current?.focus();
    // As one change, so that the list and what is said of it agree at every moment.
    startTransition(() => {
      setNews(text);
      router.refresh();
    });
  };

  const endOthers = async () => {
    setNews("");
    const outcome = await run(() => withStepUp(endOtherSessions));
    if (outcome.ok) tell(t("endedOthers"));
  };

  return (
    <section aria-labelledby="sessions-heading" className="grid gap-5 wrap-anywhere">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 id="sessions-heading" ref={heading} tabIndex={-1}>
          {t("title")}
        </h1>
        {others > 0 && (
          <ConfirmDialog
            trigger={t("endOthers")}
            busy={busy}
            title={t("dialog.othersTitle")}
            description={<p>{t("dialog.othersText", { count: others })}</p>}
            keep={t("dialog.keepAll")}
            confirm={t("endOthers")}
            destructive
            onConfirm={endOthers}
          />
        )}
      </div>
      <p className="text-muted-foreground">{t("text")}</p>
      <News>{news}</News>
      <FailureMessage failure={failure} waiting={busy && common("working")} />
      <ul className="grid gap-3">
        {entries.map((entry) => (
          <li key={entry.id}>
            <SessionItem
              entry={entry}
              onEnded={() => tell(t("ended", { browser: entry.browser }))}
            />
          </li>
        ))}
      </ul>
      {others === 0 && <p className="text-muted-foreground">{t("onlyThis")}</p>}
      {dialog}
    </section>
  );
}
