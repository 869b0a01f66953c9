"use client";

import { useTranslations } from "next-intl";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

/** Stops a recovery by the link of a mail, once a person presses the button. */
export function StopByLink() {
  const t = useTranslations("recoverByMail.stop");
  const { stage, failure, run } = useAct();
  const done = stage === "done";

  const stop = () => {
    const token = window.location.hash.slice(1);
    return run(() => request<void>("POST", "/api/recovery/stop/link", { token }));
  };

  return (
    <div className="grid gap-4">
      <News>{done ? t("done") : ""}</News>
      {done ? (
        <TextLink href="/home">{t("on")}</TextLink>
      ) : (
        <Button busy={stage === "busy"} onClick={stop}>
          {t("act")}
        </Button>
      )}
      <FailureMessage failure={failure} />
    </div>
  );
}
