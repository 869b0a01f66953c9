"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { request } from "#components/passkeys/request.ts";
import { useAct } from "#components/passkeys/use-act.ts";
import { useStepUp } from "#components/passkeys/use-step-up.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { CodeSheet } from "./code-sheet.tsx";

type RecoveryCodesSectionProps = {
  /** How many are left and since when, as the server says it; null where there are none. */
  left: ReactNode;
  /** What stands above the codes on paper and in the file. */
  fileTitle: string;
};

/** Makes recovery codes, and shows them the one time that they can be seen. */
export function RecoveryCodesSection({ left, fileTitle }: RecoveryCodesSectionProps) {
  const t = useTranslations("codes");
  const common = useTranslations("common");
  const { withStepUp, dialog } = useStepUp();
  const { stage, failure, run } = useAct();
  const [codes, setCodes] = useState<string[] | null>(null);
  const busy = stage === "busy";

  const make = async () => {
    const ask = () => request<{ codes: string[] }>("POST", "/api/recovery/codes", {});
    const outcome = await run(() => withStepUp(ask));
    if (outcome.ok) setCodes(outcome.value.codes);
  };

  return (
    <Card className="grid justify-items-start gap-4">
      <h2 className="font-medium">{t("title")}</h2>
      {codes ? (
        <CodeSheet codes={codes} title={fileTitle} />
      ) : (
        <>
          <p className="text-muted-foreground">{left ?? t("none")}</p>
          {left ? (
            <ConfirmDialog
              trigger={t("remake")}
              busy={busy}
              title={t("remakeTitle")}
              description={<p>{t("remakeText")}</p>}
              keep={t("keep")}
              confirm={t("remake")}
              destructive={false}
              onConfirm={make}
            />
          ) : (
            <Button busy={busy} onClick={make}>
              {t("make")}
            </Button>
          )}
        </>
      )}
      <FailureMessage failure={failure} waiting={busy && common("working")} />
      {dialog}
    </Card>
  );
}
