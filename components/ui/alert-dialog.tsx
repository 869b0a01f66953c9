"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";

export const AlertDialog = Base.Root;
export const AlertDialogTrigger = Base.Trigger;
export const AlertDialogClose = Base.Close;

type AlertDialogContentProps = {
  title: string;
  description: ReactNode;
  /** What has the focus when it opens. */
  initialFocus: RefObject<HTMLElement | null>;
  /** The buttons, and what else stands beneath the description. */
  children: ReactNode;
};

/** The window of an alert dialog: a title, a description, and the buttons that answer it. */
export function AlertDialogContent({
  title,
  description,
  initialFocus,
  children,
}: AlertDialogContentProps) {
  return (
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-20 bg-black/50" />
      <Base.Viewport className="fixed inset-0 z-20 grid place-items-center overflow-y-auto p-4">
        <Base.Popup
          initialFocus={initialFocus}
          className="grid w-full max-w-md gap-4 rounded-xl border bg-card p-5 text-card-foreground shadow-lg sm:p-6"
        >
          <Base.Title className="text-lg font-semibold wrap-anywhere">{title}</Base.Title>
          <Base.Description render={<div />} className="grid gap-2 text-muted-foreground">
            {description}
          </Base.Description>
          {children}
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}
