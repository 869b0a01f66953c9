"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "#components/ui/cn.ts";

const sections = [
  { href: "/account/passkeys", label: "Passkeys" },
  { href: "/account/profile", label: "Profile" },
];

/** The sections of the account; the one that is open is marked. */
export function AccountNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Account">
      <ul className="flex flex-wrap gap-4 border-b">
        {sections.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className={cn(
                "-mb-px flex min-h-11 items-center rounded-t-md border-b-2 border-transparent px-1",
                "aria-[current=page]:border-primary aria-[current=page]:font-medium",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
