"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { TellPending } from "./pending-navigation.tsx";

type NavLinkProps = {
  href: string;
  /** Whether the pages below it count as this one. */
  withBelow?: boolean;
  className: string;
  children: ReactNode;
};

/** A link of a navigation, which says when its page is the one that is open. */
export function NavLink({ href, withBelow = false, className, children }: NavLinkProps) {
  const pathname = usePathname();
  const below = withBelow && pathname.startsWith(`${href}/`);
  const current = pathname === href ? "page" : below || undefined;
  return (
    <Link href={href} aria-current={current} className={className}>
      {children}
      <TellPending />
    </Link>
  );
}
