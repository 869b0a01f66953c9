"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Button } from "#components/ui/button.tsx";
import { News } from "#components/ui/news.tsx";

const save = (data: object) => {
  const file = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: "account.json" });
  link.click();
  URL.revokeObjectURL(url);
};

/** Gives a person a copy of what is kept about them, once they showed a passkey. */
export function ExportAccount() {
  const t = useTranslations("exportAccount");
  const common = useTranslations("common");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [news, setNews] = useState("");
  const busy = stage === "busy";

  const fetchCopy = async () => {
    setNews("");
    const ask = () => request<object>("POST", "/api/account/export", {});
    const outcome = await run(() => withStepUp(ask));
    if (!outcome.ok) return;
    save(outcome.value);
    setNews(t("done"));
  };

  return (
    <>
      <Button variant="secondary" busy={busy} onClick={fetchCopy}>
        <Download aria-hidden />
        {t("act")}
      </Button>
      <News>{news}</News>
      <FailureMessage failure={failure} waiting={busy && common("working")} />
      {dialog}
    </>
  );
}
