"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import type { LinkStatus, OpenedLink } from "#lib/links/link.ts";
import { AskerName } from "./asker-name.tsx";
import { decideLink, openLink } from "./call-links.ts";
import { LinkCode } from "./link-code.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { TwoWords } from "./two-words.tsx";
import { useLinkStatus } from "./use-link-status.ts";

/** Shows a code for another device, and asks whether it is the right one that took it. */
export function AddDevice() {
  const t = useTranslations("link");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [link, setLink] = useState<OpenedLink | null>(null);
  const [decided, setDecided] = useState<"approved" | "refused" | null>(null);
  const { status, over } = useLinkStatus(link?.id ?? null);
  const busy = stage === "busy";
  const state: LinkStatus["state"] =
    status?.state === "claimed" ? "claimed" : (decided ?? status?.state ?? "open");

  const show = async () => {
    setDecided(null);
    const outcome = await run(() => withStepUp(() => openLink("add-device")));
    if (outcome.ok) setLink(outcome.value);
  };

  const decide = async (id: string, decision: "approve" | "refuse") => {
    const outcome = await run(() => withStepUp(() => decideLink(id, decision)));
    if (outcome.ok) setDecided(decision === "approve" ? "approved" : "refused");
  };

  const restart = (
    <Button busy={busy} onClick={show}>
      {t("again")}
    </Button>
  );

  return (
    <div className="grid gap-5">
      {!link && (
        <Button busy={busy} onClick={show}>
          {t("add.show")}
        </Button>
      )}
      {link && over && (
        <>
          <OutcomeText key="over">{t("over")}</OutcomeText>
          {restart}
        </>
      )}
      {link && !over && state === "open" && (
        <>
          <LinkCode link={link} page="/link" scan={t("add.scan")} />
          <p role="status" className="text-muted-foreground">
            {t("waiting")}
          </p>
        </>
      )}
      {!over && state === "joined" && status?.words && status.asker && (
        <>
          <p role="status">{t("add.asks")}</p>
          <AskerName asker={status.asker} />
          <p>{t("add.compare")}</p>
          <TwoWords words={status.words} />
          <div className="grid gap-2">
            <Button busy={busy} onClick={() => decide(status.id, "approve")}>
              {t("add.match")}
            </Button>
            <Button variant="secondary" busy={busy} onClick={() => decide(status.id, "refuse")}>
              {t("add.differ")}
            </Button>
          </div>
        </>
      )}
      {!over && (state === "approved" || state === "claimed" || state === "refused") && (
        <>
          <OutcomeText key={state}>{t(`add.${state}`)}</OutcomeText>
          {state === "refused" ? (
            restart
          ) : (
            <Link href="/account/passkeys" className={buttonClass("secondary")}>
              {t("add.list")}
            </Link>
          )}
        </>
      )}
      <FailureMessage failure={failure} />
      {dialog}
    </div>
  );
}
