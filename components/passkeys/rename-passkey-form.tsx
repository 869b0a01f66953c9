"use client";

import { useTranslations } from "next-intl";
import {
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";
import { FailureMessage } from "./failure-message.tsx";
import { renamePasskey } from "./rename-passkey.ts";
import { useAct } from "./use-act.ts";
import { useEntryFault } from "./use-entry-fault.ts";

type RenamePasskeyFormProps = {
  passkey: Passkey;
  onRenamed: (name: string) => void;
  onCancel: () => void;
  /** Called when the form has gone, to put the focus where it was. */
  onGone: () => void;
};

/** A passkey's name as a field: Enter saves, Escape leaves it as it was. */
export function RenamePasskeyForm(props: RenamePasskeyFormProps) {
  const { passkey, onRenamed, onCancel } = props;
  const t = useTranslations("passkeys");
  const common = useTranslations("common");
  const { stage, failure, run } = useAct();
  const [name, setName] = useState(passkey.name);
  const field = useRef<HTMLInputElement>(null);
  const fault = useEntryFault(failure)("name");
  const busy = stage !== "idle";
  const leave = useEffectEvent(props.onGone);

  useEffect(() => {
    field.current?.select();
    return () => leave();
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const outcome = await run(() => renamePasskey(passkey.id, name));
    if (outcome.ok) return onRenamed(outcome.value.passkey.name);
    field.current?.focus();
  };

  const cancelOnEscape = ({ key }: KeyboardEvent) => {
    if (key === "Escape" && !busy) onCancel();
  };

  return (
    <form onSubmit={submit} onKeyDown={cancelOnEscape} className="grid max-w-md gap-3" noValidate>
      <TextField
        ref={field}
        label={t("newName", { name: passkey.name })}
        autoComplete="off"
        value={name}
        onValueChange={setName}
        error={fault}
      />
      <FailureMessage failure={fault ? null : failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" busy={busy}>
          {common("save")}
        </Button>
        <Button variant="secondary" busy={busy} onClick={onCancel}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
