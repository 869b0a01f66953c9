import Link from "next/link";
import { SignInLink } from "#components/passkeys/sign-in-link.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { getEnv } from "#lib/env.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export default async function HomePage() {
  const signedIn = await readPageSession();
  return (
    <div className="mx-auto grid max-w-xl gap-6 py-4 sm:py-12">
      <div className="grid gap-3">
        <h1 className="text-3xl sm:text-4xl">{getEnv().appName}</h1>
        <p className="text-lg text-muted-foreground">
          Your account opens with your fingerprint, your face or your screen lock. There is no
          password to remember, and none that anybody could steal.
        </p>
      </div>
      {signedIn ? (
        <div className="grid justify-items-start gap-4">
          <p className="wrap-anywhere">You are signed in as {signedIn.account.email}.</p>
          <Link href="/account/passkeys" className={buttonClass()}>
            Go to your account
          </Link>
        </div>
      ) : (
        <div className="flex flex-wrap gap-3">
          <Link href="/sign-up" className={buttonClass()}>
            Create an account
          </Link>
          <SignInLink className={buttonClass("secondary")} />
        </div>
      )}
    </div>
  );
}
