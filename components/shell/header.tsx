import Link from "next/link";
import { useTranslations } from "next-intl";
import { SignInLink } from "#components/passkeys/sign-in-link.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { BrandLink } from "./brand-link.tsx";

/** The product's name, and the way in or, for who is in, on. */
export function Header({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations("shell");
  return (
    <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 sm:px-6">
      <BrandLink href="/" className="mr-auto" />
      <nav aria-label={t("main")} className="flex flex-wrap items-center gap-1">
        <Link href="/help" className={buttonClass("ghost", "max-sm:hidden")}>
          {t("help")}
        </Link>
        {signedIn ? (
          <Link href="/home" className={buttonClass("secondary")}>
            {t("home")}
          </Link>
        ) : (
          <>
            <SignInLink className={buttonClass("ghost")} />
            <Link href="/sign-up" className={buttonClass("secondary")}>
              {t("signUp")}
            </Link>
          </>
        )}
      </nav>
    </header>
  );
}
