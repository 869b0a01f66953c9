"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, startTransition, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { FailureMessage } from "./failure-message.tsx";
import { PasskeyIcon } from "./passkey-icon.tsx";
import { removePasskey } from "./remove-passkey.ts";
import { RemovePasskeyDialog } from "./remove-passkey-dialog.tsx";
import { RenamePasskeyForm } from "./rename-passkey-form.tsx";
import { useAct } from "./use-act.ts";
import type { useStepUp } from "./use-step-up.tsx";

type PasskeyItemProps = {
  passkey: Passkey;
  facts: ReactNode;
  /** Names of the account's other passkeys. */
  others: string[];
  withStepUp: ReturnType<typeof useStepUp>["withStepUp"];
  onAdd: () => void;
  onRenamed: (name: string) => void;
  onRemoved: (signedOut: boolean) => void;
};

const NeedsAttention = ({ synced }: { synced: boolean }) => {
  const t = useTranslations("passkeys.attention");
  return (
    <Alert title={t("title")} tone={synced ? "warning" : "failure"}>
      {t("text")} {t(synced ? "synced" : "refused")}
    </Alert>
  );
};

/** One passkey of the list, with what can be done to it. */
export function PasskeyItem(props: PasskeyItemProps) {
  const { passkey, facts, others, withStepUp, onAdd, onRenamed, onRemoved } = props;
  const t = useTranslations("passkeys");
  const [renaming, setRenaming] = useState(false);
  const { stage, failure, run } = useAct();
  const renameButton = useRef<HTMLButtonElement>(null);
  const busy = stage !== "idle";

  const remove = async () => {
    const outcome = await run(() => withStepUp(() => removePasskey(passkey.id)));
    if (outcome.ok) onRemoved(outcome.value.signedOut);
  };

  if (renaming) {
    return (
      <Card>
        <RenamePasskeyForm
          passkey={passkey}
          onCancel={() => setRenaming(false)}
          onGone={() => renameButton.current?.focus()}
          onRenamed={(name) => {
            // The field stays until the list has the new name: the old one does not flash up.
            startTransition(() => setRenaming(false));
            onRenamed(name);
          }}
        />
      </Card>
    );
  }

  return (
    <Card className="grid gap-3">
      <div className="grid gap-3 sm:flex sm:items-start sm:justify-between">
        <div className="flex min-w-0 gap-3">
          <PasskeyIcon kind={passkey.kind} />
          <div className="grid min-w-0 gap-1">
            <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
              {passkey.name}{" "}
              {passkey.current && (
                <span className="rounded-md bg-muted px-2 py-0.5 text-sm font-normal">
                  {t("thisSession")}
                </span>
              )}
            </h2>
            {facts}
          </div>
        </div>
        <div className="flex shrink-0 gap-2">
          <Button
            ref={renameButton}
            variant="secondary"
            busy={busy}
            aria-label={t("renameNamed", { name: passkey.name })}
            onClick={() => setRenaming(true)}
          >
            {t("rename")}
          </Button>
          <RemovePasskeyDialog
            passkey={passkey}
            others={others}
            busy={busy}
            onRemove={remove}
            onAdd={onAdd}
          />
        </div>
      </div>
      {passkey.needsAttention && <NeedsAttention synced={passkey.synced} />}
      <FailureMessage failure={failure} />
    </Card>
  );
}
