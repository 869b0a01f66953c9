"use client";

import { useRef } from "react";
import {
  AlertDialog,
  AlertDialogClose,
  AlertDialogContent,
  AlertDialogTrigger,
} from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";

type RemovePasskeyDialogProps = {
  passkey: Passkey;
  /** Names of the account's other passkeys; without any, the dialog says why this one stays. */
  others: string[];
  busy: boolean;
  onRemove: () => void;
  onAdd: () => void;
};

const listed = new Intl.ListFormat("en", { type: "disjunction" });

const Consequences = ({ passkey, others }: { passkey: Passkey; others: string[] }) => (
  <>
    <p>
      It will no longer open this account, and wherever you signed in with it you will be signed
      out. This can't be undone.
    </p>
    <p>You can still sign in with {listed.format(others)}.</p>
    {passkey.current && <p>This session uses it: you will be signed out here too.</p>}
    <p>
      If your password manager still shows it afterwards, you can delete it there: it opens nothing
      any more.
    </p>
  </>
);

const ReasonToStay = () => (
  <p>
    It is the only passkey of this account, and without it nobody could sign in. Add another one
    first, then remove this one.
  </p>
);

/** The button that removes a passkey, and the dialog that asks whether to, by its name. */
export function RemovePasskeyDialog({
  passkey,
  others,
  busy,
  onRemove,
  onAdd,
}: RemovePasskeyDialogProps) {
  const keepButton = useRef<HTMLButtonElement>(null);
  const { name } = passkey;
  const only = others.length === 0;
  return (
    <AlertDialog>
      <AlertDialogTrigger
        render={<Button variant="secondary" busy={busy} aria-label={`Remove ${name}`} />}
      >
        Remove
      </AlertDialogTrigger>
      <AlertDialogContent
        title={only ? `${name} can't be removed yet` : `Remove ${name}?`}
        description={only ? <ReasonToStay /> : <Consequences passkey={passkey} others={others} />}
        initialFocus={keepButton}
      >
        <div className="grid gap-2 sm:flex sm:justify-end">
          <AlertDialogClose ref={keepButton} render={<Button variant="secondary" />}>
            Keep it
          </AlertDialogClose>
          {only ? (
            <AlertDialogClose render={<Button onClick={onAdd} />}>
              Add another passkey
            </AlertDialogClose>
          ) : (
            <AlertDialogClose render={<Button variant="destructive" onClick={onRemove} />}>
              Remove
            </AlertDialogClose>
          )}
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
