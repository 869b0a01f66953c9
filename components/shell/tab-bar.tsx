import { CircleHelp, House, User } from "lucide-react";
import { useTranslations } from "next-intl";
import { NavLink } from "./nav-link.tsx";

const item =
  "flex min-h-14 flex-col items-center justify-center gap-1 rounded-md px-1 text-center text-xs wrap-anywhere text-muted-foreground aria-[current]:font-medium aria-[current]:text-foreground [&_svg]:size-5";

/** The main places of the product at the foot of a narrow screen. */
export function TabBar() {
  const t = useTranslations("shell");
  return (
    <nav
      aria-label={t("main")}
      className="fixed inset-x-0 bottom-0 z-10 grid grid-cols-3 border-t bg-card px-2 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <NavLink href="/home" withBelow className={item}>
        <House aria-hidden />
        {t("home")}
      </NavLink>
      <NavLink href="/account" withBelow className={item}>
        <User aria-hidden />
        {t("account")}
      </NavLink>
      <NavLink href="/help" className={item}>
        <CircleHelp aria-hidden />
        {t("help")}
      </NavLink>
    </nav>
  );
}
