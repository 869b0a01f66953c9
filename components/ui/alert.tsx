import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** A message about something that went wrong: what happened, then what to do. */
export function Alert({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 rounded-lg border border-destructive bg-card p-4">
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-destructive" />
      <div className="grid gap-1">
        <p className="font-medium">{title}</p>
        <div className="text-muted-foreground">{children}</div>
      </div>
    </div>
  );
}
