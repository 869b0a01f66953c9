import { Activity, KeyRound, LifeBuoy, MonitorSmartphone, Trash2, User } from "lucide-react";

/** The sections of the account, in the order in which they are shown. */
export const accountSections = [
  { name: "profile", href: "/account/profile", Icon: User },
  { name: "passkeys", href: "/account/passkeys", Icon: KeyRound },
  { name: "sessions", href: "/account/sessions", Icon: MonitorSmartphone },
  { name: "recovery", href: "/account/recovery", Icon: LifeBuoy },
  { name: "activity", href: "/account/activity", Icon: Activity },
  { name: "delete", href: "/account/delete", Icon: Trash2 },
] as const;
