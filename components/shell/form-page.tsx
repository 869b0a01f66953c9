import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";

type FormPageProps = { title: string; text: ReactNode; children: ReactNode };

/** A page with one form on it. */
export function FormPage({ title, text, children }: FormPageProps) {
  return (
    <Card className="mx-auto grid max-w-md gap-6">
      <div className="grid gap-2">
        <h1>{title}</h1>
        <p className="text-muted-foreground">{text}</p>
      </div>
      {children}
    </Card>
  );
}
