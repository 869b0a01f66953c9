import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PasskeyOffer } from "#components/passkeys/passkey-offer.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { nextPath, signInPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export const metadata: Metadata = { title: "A passkey on this device" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function PasskeyHerePage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (!(await readPageSession())) redirect(signInPath(next));
  return (
    <FormPage
      title="Sign in faster here next time?"
      text="You are in, with a passkey from another device. Create one on this device too, and its fingerprint, face or screen lock is enough."
    >
      <PasskeyOffer next={next} />
    </FormPage>
  );
}
