"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";

type RemovePasskeyDialogProps = {
  passkey: Passkey;
  /** Names of the account's other passkeys; without any, the dialog says why this one stays. */
  others: string[];
  busy: boolean;
  onRemove: () => void;
  onAdd: () => void;
};

const Consequences = ({ passkey, others }: { passkey: Passkey; others: string[] }) => {
  const t = useTranslations("passkeys.dialog");
  const names = useFormatter().list(others, { type: "disjunction" });
  return (
    <>
      <p>{t("gone")}</p>
      <p>{t("left", { names })}</p>
      {passkey.current && <p>{t("here")}</p>}
      <p>{t("manager")}</p>
    </>
  );
};

/** The button that removes a passkey, and the dialog that asks whether to, by its name. */
export function RemovePasskeyDialog(props: RemovePasskeyDialogProps) {
  const { passkey, others, busy, onRemove, onAdd } = props;
  const t = useTranslations("passkeys");
  const { name } = passkey;
  const only = others.length === 0;
  return (
    <ConfirmDialog
      trigger={t("remove")}
      triggerLabel={t("removeNamed", { name })}
      busy={busy}
      title={t(only ? "dialog.lastTitle" : "dialog.title", { name })}
      description={
        only ? <p>{t("dialog.lastText")}</p> : <Consequences passkey={passkey} others={others} />
      }
      keep={t("dialog.keep")}
      confirm={only ? t("dialog.addAnother") : t("remove")}
      destructive={!only}
      onConfirm={only ? onAdd : onRemove}
    />
  );
}
