"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import type { OpenedLink } from "#lib/links/link.ts";
import { openLink } from "./call-links.ts";
import { LinkCode } from "./link-code.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { TwoWords } from "./two-words.tsx";
import { useLinkStatus } from "./use-link-status.ts";

/** Asks to be let in by another device: shows a code, then two words, then goes on to `next`. */
export function AskPhone({ next }: { next: string }) {
  const t = useTranslations("link");
  const { stage, failure, run } = useAct();
  const [link, setLink] = useState<OpenedLink | null>(null);
  const { status, over } = useLinkStatus(link?.id ?? null);
  const refused = status?.state === "refused";
  const claimed = status?.state === "claimed";

  const ask = async () => {
    const outcome = await run(() => openLink("sign-in"));
    if (outcome.ok) setLink(outcome.value);
  };
  const begin = useEffectEvent(() => void ask());

  useEffect(() => {
    // In development effects run twice; the second request would end the first.
    const timer = window.setTimeout(() => begin());
    return () => window.clearTimeout(timer);
  }, []);

  useEffect(() => {
    // A whole new page, so that every part of it sees the new session.
    if (claimed) window.location.replace(next);
  }, [claimed, next]);

  if (!link) return <FailureMessage failure={failure} waiting={t("waiting")} />;
  if (over || refused) {
    return (
      <div className="grid gap-4">
        <OutcomeText key="ended">{t(refused ? "phone.refused" : "over")}</OutcomeText>
        <Button busy={stage === "busy"} onClick={ask}>
          {t("again")}
        </Button>
        <FailureMessage failure={failure} />
      </div>
    );
  }
  if (status?.words) {
    return (
      <div className="grid gap-4">
        <OutcomeText>{t("phone.compare")}</OutcomeText>
        <TwoWords words={status.words} />
        <p className="text-muted-foreground">{t("waiting")}</p>
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      <LinkCode link={link} page="/approve" scan={t("phone.scan")} />
      <p role="status" className="text-muted-foreground">
        {t("waiting")}
      </p>
    </div>
  );
}
