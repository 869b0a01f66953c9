import { CircleHelp, House } from "lucide-react";
import { useTranslations } from "next-intl";
import { SignOutButton } from "#components/sessions/sign-out-button.tsx";
import { accountSections } from "./account-sections.ts";
import { BrandLink } from "./brand-link.tsx";
import { NavLink } from "./nav-link.tsx";

const item =
  "flex min-h-11 items-center gap-3 rounded-md px-3 hover:bg-accent aria-[current]:bg-accent aria-[current]:font-medium [&_svg]:size-4.5 [&_svg]:shrink-0";

/** Every place of the product at the side of a wide screen. */
export function Sidebar({ email }: { email: string }) {
  const t = useTranslations("shell");
  const account = useTranslations("account");
  return (
    <div className="sticky top-0 hidden h-dvh w-64 shrink-0 flex-col gap-4 overflow-y-auto border-r bg-card p-4 lg:flex">
      <BrandLink href="/home" className="px-3" />
      <nav aria-label={t("main")} className="grid gap-1">
        <NavLink href="/home" withBelow className={item}>
          <House aria-hidden />
          {t("home")}
        </NavLink>
        <p id="account-places" className="px-3 pt-4 pb-1 text-sm text-muted-foreground">
          {t("account")}
        </p>
        <ul aria-labelledby="account-places" className="grid gap-1">
          {accountSections.map(({ name, href, Icon }) => (
            <li key={name}>
              <NavLink href={href} withBelow className={item}>
                <Icon aria-hidden />
                {account(name)}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="mt-auto grid gap-1">
        <NavLink href="/help" className={item}>
          <CircleHelp aria-hidden />
          {t("help")}
        </NavLink>
        <p className="border-t px-3 pt-4 text-sm wrap-anywhere text-muted-foreground">
          {t("signedInAs", { email })}
        </p>
        <SignOutButton className="justify-start gap-3 font-normal" />
      </div>
    </div>
  );
}
