import { canSendMail } from "#lib/mail/send-mail.ts";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { countRecoveryCodes } from "#lib/recovery/recovery-codes.ts";
import type { SignedIn } from "#lib/sessions/read-session.ts";

/** Something that makes an account safer, and where it is done; its words are in the catalogues. */
export type FirstStep = {
  name: "confirm-email" | "second-passkey" | "recovery-codes";
  done: boolean;
  href: string;
};

/** What somebody new should see to, in order. Without a mail server no address can be confirmed. */
export async function listFirstSteps({ account, passkeyId }: SignedIn): Promise<FirstStep[]> {
  const [passkeys, codes] = await Promise.all([
    listPasskeys(account.id, passkeyId),
    countRecoveryCodes(account.id),
  ]);
  const confirm: FirstStep = {
    name: "confirm-email",
    done: account.emailVerified,
    href: "/account/profile",
  };
  return [
    ...(canSendMail() ? [confirm] : []),
    { name: "second-passkey", done: passkeys.length > 1, href: "/account/passkeys" },
    { name: "recovery-codes", done: codes !== null, href: "/account/recovery" },
  ];
}
