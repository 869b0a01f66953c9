import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "#components/passkeys/sign-in-form.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { nextPath, signUpPath } from "#lib/next-path.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const next = nextPath((await searchParams).next);
  if (await readPageSession()) redirect(next);
  return (
    <FormPage title="Sign in" text="With your fingerprint, face, screen lock or security key.">
      <SignInForm next={next} />
      <p>
        New here?{" "}
        <Link href={signUpPath(next)} className="font-medium underline">
          Create an account
        </Link>
      </p>
    </FormPage>
  );
}
