import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Card } from "#components/ui/card.tsx";
import { listLocalMails } from "#lib/mail/local-mailbox.ts";

export const metadata: Metadata = { title: "Mail" };

/** The mails that development sends to nobody; not in production. */
export default async function LocalMailPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  const mails = await listLocalMails();
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1>Mail</h1>
      {mails.length === 0 && <p>No mail was sent yet.</p>}
      {mails.map(({ to, subject, text, html }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes while it is shown.
        <Card key={index} className="grid gap-3 wrap-anywhere">
          <h2 className="font-medium">{subject}</h2>
          <p className="text-sm text-muted-foreground">{to}</p>
          <iframe
            title={subject}
            sandbox="allow-top-navigation-by-user-activation"
            srcDoc={html}
            className="h-96 w-full rounded-md border bg-white"
          />
          <pre className="text-sm whitespace-pre-wrap">{text}</pre>
        </Card>
      ))}
    </div>
  );
}
