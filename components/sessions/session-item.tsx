"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { endSession } from "./end-sessions.ts";

/** A session as it is shown; the icon and the facts come from the server. */
export type SessionEntry = {
  id: string;
  current: boolean;
  browser: string;
  icon: ReactNode;
  facts: ReactNode;
};

type SessionItemProps = { entry: SessionEntry; onEnded: () => void };

/** One session of the list; another browser's can be ended. */
export function SessionItem({ entry, onEnded }: SessionItemProps) {
  const t = useTranslations("sessions");
  const { stage, failure, run } = useAct();
  const { browser } = entry;

  const end = async () => {
    const outcome = await run(() => endSession(entry.id));
    if (outcome.ok) onEnded();
  };

  return (
    <Card className="grid gap-3">
      <div className="grid gap-3 sm:flex sm:items-start sm:justify-between">
        <div className="flex min-w-0 gap-3">
          {entry.icon}
          <div className="grid min-w-0 gap-1">
            <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              {browser}{" "}
              {entry.current && (
                <span className="rounded-md bg-muted px-2 py-0.5 text-sm font-normal">
                  {t("thisOne")}
                </span>
              )}
            </h2>
            {entry.facts}
          </div>
        </div>
        {!entry.current && (
          <div className="shrink-0">
            <ConfirmDialog
              trigger={t("end")}
              triggerLabel={t("endNamed", { browser })}
              busy={stage !== "idle"}
              title={t("dialog.title", { browser })}
              description={<p>{t("dialog.text")}</p>}
              keep={t("dialog.keep")}
              confirm={t("end")}
              destructive
              onConfirm={end}
            />
          </div>
        )}
      </div>
      <FailureMessage failure={failure} />
    </Card>
  );
}
