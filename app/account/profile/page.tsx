import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ProfileForm } from "#components/accounts/profile-form.tsx";
import { signInPath } from "#lib/next-path.ts";
import { listAccepted } from "#lib/passkeys/list-accepted.ts";
import { readPageSession } from "#lib/sessions/read-page-session.ts";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const signedIn = await readPageSession();
  if (!signedIn) redirect(signInPath("/account/profile"));
  const { rpId, userId } = await listAccepted(signedIn.account.id);
  return (
    <section aria-labelledby="profile-heading" className="grid gap-5">
      <h1 id="profile-heading">Profile</h1>
      <ProfileForm account={signedIn.account} rpId={rpId} userId={userId} />
    </section>
  );
}
