"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { failed } from "#components/passkeys/failure.ts";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";

/** Warns of a recovery that is under way, and stops it with one press. */
export function StopBanner({ text }: { text: string }) {
  const t = useTranslations("recoverByMail");
  const { stage, failure, run } = useAct();
  const said = useRef<HTMLParagraphElement>(null);
  const done = stage === "done";

  // The button that was pressed is gone.
  useEffect(() => {
    if (done) said.current?.focus();
  }, [done]);

  const stop = () =>
    run(async () => {
      const outcome = await request<void>("POST", "/api/recovery/stop", {});
      // One that is over already, stopped elsewhere perhaps, is what was wanted.
      const over = !outcome.ok && outcome.failure.kind === "not-found";
      if (outcome.ok || over) return { ok: true, value: undefined };
      return failed(outcome.failure.kind);
    });

  if (done) {
    return (
      <p ref={said} tabIndex={-1} className="mb-6 rounded-lg bg-muted px-4 py-3">
        {t("stop.done")}
      </p>
    );
  }
  return (
    <div className="mb-6">
      <Alert tone="warning" title={t("banner.title")}>
        <p>{text}</p>
        <Button variant="secondary" busy={stage === "busy"} onClick={stop} className="mt-3">
          {t("banner.act")}
        </Button>
        <FailureMessage failure={failure} className="mt-3" />
      </Alert>
    </div>
  );
}
