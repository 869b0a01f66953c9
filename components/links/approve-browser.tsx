"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import type { LinkStatus } from "#lib/links/link.ts";
import { signInPath } from "#lib/next-path.ts";
import { AskerName } from "./asker-name.tsx";
import { decideLink, joinLink } from "./call-links.ts";
import { findCode, keepCode } from "./carry-code.ts";
import { CodeForm } from "./code-form.tsx";
import { OutcomeText } from "./outcome-text.tsx";
import { TwoWords } from "./two-words.tsx";
import { useLinkStatus } from "./use-link-status.ts";

/** Leads to the sign-in and back; the code waits in this tab meanwhile. */
export function SignInToApprove() {
  const t = useTranslations("link.approve");
  const signIn = () => {
    keepCode(findCode());
    window.location.assign(signInPath("/approve"));
  };
  return (
    <div className="grid gap-4">
      <p>{t("signIn")}</p>
      <Button onClick={signIn}>{t("signInAct")}</Button>
    </div>
  );
}

/** Takes the code of another browser, shows which one asks, and lets it in or refuses it. */
export function ApproveBrowser() {
  const t = useTranslations("link");
  const { withStepUp, dialog } = useStepUp(t("approve.confirm"));
  const { stage, failure, run } = useAct();
  const [joined, setJoined] = useState<LinkStatus | null>(null);
  const [decided, setDecided] = useState<"approved" | "refused" | null>(null);
  const { over } = useLinkStatus(decided ? null : (joined?.id ?? null));
  const busy = stage === "busy";

  const join = async (code: string) => {
    const outcome = await run(() => joinLink("sign-in", code));
    if (outcome.ok) setJoined(outcome.value);
  };

  const decide = async (id: string, decision: "approve" | "refuse") => {
    const outcome = await run(() => withStepUp(() => decideLink(id, decision)));
    if (outcome.ok) setDecided(decision === "approve" ? "approved" : "refused");
  };

  if (decided) {
    return (
      <div className="grid gap-4">
        <OutcomeText key={decided}>{t(`approve.${decided}`)}</OutcomeText>
        <Link href="/account/sessions" className={buttonClass("secondary")}>
          {t("approve.sessions")}
        </Link>
      </div>
    );
  }
  if (over) {
    return (
      <div className="grid gap-4">
        <OutcomeText key="over">{t("over")}</OutcomeText>
        <Button variant="secondary" onClick={() => setJoined(null)}>
          {t("retry")}
        </Button>
      </div>
    );
  }
  if (!joined?.words || !joined.asker) {
    return <CodeForm act={t("go")} busy={busy} failure={failure} onCode={join} />;
  }
  return (
    <div className="grid gap-4">
      <OutcomeText key="asks">{t("approve.asks")}</OutcomeText>
      <AskerName asker={joined.asker} />
      <Alert title={t("approve.beware")} tone="warning">
        {t("approve.bewareText")}
      </Alert>
      <p>{t("approve.compare")}</p>
      <TwoWords words={joined.words} />
      <div className="grid gap-2">
        <Button variant="secondary" busy={busy} onClick={() => decide(joined.id, "refuse")}>
          {t("approve.refuse")}
        </Button>
        <Button busy={busy} onClick={() => decide(joined.id, "approve")}>
          {t("approve.match")}
        </Button>
      </div>
      <FailureMessage failure={failure} />
      {dialog}
    </div>
  );
}
