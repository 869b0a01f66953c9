"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";

/** Asks the protected handler, and shows its answer or why there is none. */
export function AskExample() {
  const t = useTranslations("example");
  const common = useTranslations("common");
  const format = useFormatter();
  const { stage, failure, run } = useAct();
  const [news, setNews] = useState("");
  const busy = stage === "busy";

  const ask = async () => {
    const outcome = await run(() => request<{ began: string }>("GET", "/api/example"));
    if (!outcome.ok) return setNews("");
    const began = new Date(outcome.value.began);
    setNews(
      t("answer", { began: format.dateTime(began, { dateStyle: "long", timeStyle: "short" }) }),
    );
  };

  return (
    <>
      <Button busy={busy} onClick={ask}>
        {t("ask")}
      </Button>
      <News>{news}</News>
      <FailureMessage failure={failure} waiting={busy && common("working")} />
    </>
  );
}
