import type { Metadata } from "next";
import Link from "next/link";
import { MessagePage } from "#components/shell/message-page.tsx";
import { buttonClass } from "#components/ui/button-class.ts";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFoundPage() {
  return (
    <MessagePage
      title="There is no such page"
      text="The address may have a slip in it, or the page has moved."
    >
      <Link href="/" className={buttonClass()}>
        Go to the front page
      </Link>
    </MessagePage>
  );
}
