import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";

type MessagePageProps = { title: string; text: string; children: ReactNode };

/** A page that says one thing and offers a way on. */
export function MessagePage({ title, text, children }: MessagePageProps) {
  return (
    <Card className="mx-auto grid max-w-md justify-items-start gap-4">
      <h1>{title}</h1>
      <p className="text-muted-foreground">{text}</p>
      {children}
    </Card>
  );
}
