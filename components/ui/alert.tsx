import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

type AlertProps = { title: string; tone?: "failure" | "warning"; children: ReactNode };

const tones = {
  failure: { edge: "border-destructive", icon: "text-destructive" },
  warning: { edge: "border-warning", icon: "text-warning" },
};

/** A message about something that went wrong, or might: what happened, then what to do. */
export function Alert({ title, tone = "failure", children }: AlertProps) {
  return (
    <div className={clsx("flex gap-3 rounded-lg border bg-card p-4", tones[tone].edge)}>
      <CircleAlert className={clsx("mt-0.5 size-5 shrink-0", tones[tone].icon)} />
      <div className="grid gap-1">
        <p className="font-medium">{title}</p>
        <div className="text-muted-foreground">{children}</div>
      </div>
    </div>
  );
}
