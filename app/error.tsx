"use client";

import { MessagePage } from "#components/shell/message-page.tsx";
import { Button } from "#components/ui/button.tsx";

export default function ErrorPage({ retry }: { retry: () => void }) {
  return (
    <MessagePage
      title="This page could not be shown"
      text="Something went wrong on our side. Nothing of yours was lost; try again in a moment."
    >
      <Button onClick={() => retry()}>Try again</Button>
    </MessagePage>
  );
}
