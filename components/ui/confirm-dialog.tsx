"use client";

import { type ReactNode, useRef } from "react";
import {
  AlertDialog,
  AlertDialogClose,
  AlertDialogContent,
  AlertDialogTrigger,
} from "./alert-dialog.tsx";
import { Button } from "./button.tsx";
import type { ButtonVariant } from "./button-class.ts";

type ConfirmDialogProps = {
  /** The words on the button that opens it, and what it is called where several look alike. */
  trigger: string;
  triggerLabel?: string;
  triggerVariant?: ButtonVariant;
  busy: boolean;
  title: string;
  description: ReactNode;
  /** The safe choice, which has the focus. */
  keep: string;
  confirm: string;
  /** Whether `confirm` takes something away. */
  destructive: boolean;
  onConfirm: () => void;
};

/** A button, and the dialog that asks first whether to go through with it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, triggerLabel, triggerVariant = "secondary", busy, destructive } = props;
  const { title, description, keep, confirm } = props;
  const keepButton = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog>
      <AlertDialogTrigger
        render={<Button variant={triggerVariant} busy={busy} aria-label={triggerLabel} />}
      >
        {trigger}
      </AlertDialogTrigger>
      <AlertDialogContent title={title} description={description} initialFocus={keepButton}>
        <div className="grid gap-2 sm:flex sm:justify-end">
          <AlertDialogClose ref={keepButton} render={<Button variant="secondary" />}>
            {keep}
          </AlertDialogClose>
          <AlertDialogClose
            render={
              <Button variant={destructive ? "destructive" : "primary"} onClick={props.onConfirm} />
            }
          >
            {confirm}
          </AlertDialogClose>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
