import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignUpForm } from "#components/passkeys/sign-up-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { nextPath, signInPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export const metadata: Metadata = { title: "Sign up" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignUpPage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await readPageSession()) redirect(next);
  return (
    <FormPage
      title="Create an account"
      text="Your device makes a passkey for you: next time your fingerprint, face or screen lock is enough."
    >
      <SignUpForm next={next} />
      <p>
        Have an account?{" "}
        <Link href={signInPath(next)} className="font-medium underline">
          Sign in
        </Link>
      </p>
    </FormPage>
  );
}
