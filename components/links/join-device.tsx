"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import type { LinkStatus } from "#lib/links/link.ts";
import { joinLink } from "./call-links.ts";
import { CodeForm } from "./code-form.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { TwoWords } from "./two-words.tsx";
import { useLinkStatus } from "./use-link-status.ts";

/** Takes the code of a device that is signed in, and waits until that device has confirmed. */
export function JoinDevice() {
  const t = useTranslations("link");
  const { stage, failure, run } = useAct();
  const [joined, setJoined] = useState<LinkStatus | null>(null);
  const { status, over } = useLinkStatus(joined?.id ?? null);
  const refused = status?.state === "refused";
  const claimed = status?.state === "claimed";

  useEffect(() => {
    // A whole new page, so that every part of it sees the new session.
    if (claimed) window.location.replace("/link/passkey");
  }, [claimed]);

  const join = async (code: string) => {
    const outcome = await run(() => joinLink("add-device", code));
    if (outcome.ok) setJoined(outcome.value);
  };

  if (!joined) {
    return <CodeForm act={t("go")} busy={stage === "busy"} failure={failure} onCode={join} />;
  }
  if (over || refused) {
    return (
      <div className="grid gap-4">
        <OutcomeText key="ended">{t(refused ? "join.refused" : "over")}</OutcomeText>
        <Button variant="secondary" onClick={() => setJoined(null)}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <OutcomeText>{t("join.compare")}</OutcomeText>
      {joined.words && <TwoWords words={joined.words} />}
      <p className="text-muted-foreground">{t("waiting")}</p>
    </div>
  );
}
