import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** A section of the account; on a phone, where no sidebar stands beside it, with a way back. */
export function AccountPage({ children }: { children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <div className="grid gap-4">
      <Link
        href="/account"
        className="-mt-3 flex min-h-11 items-center gap-2 justify-self-start text-muted-foreground lg:hidden"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t("backToAccount")}
      </Link>
      {children}
    </div>
  );
}
