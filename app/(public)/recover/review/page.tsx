import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReviewPasskeys } from "#components/recovery/review-passkeys.tsx";
import { FormPage } from "#components/shell/form-page.tsx";
import { listPasskeys } from "#lib/passkeys/list-passkeys.ts";
import { requirePageSession } from "#lib/sessions/require-page-session.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("recover"))("review.title") };
}

export default async function ReviewPage() {
  const { account, passkeyId, recoveredBy } = await requirePageSession("/recover/review");
  const t = await getTranslations("recover.review");
  const passkeys = await listPasskeys(account.id, passkeyId);
  const before = passkeys.filter(({ current }) => !current).map(({ id, name }) => ({ id, name }));
  // Who came by mail may be somebody else: unless ticked, what opened the account before goes.
  const byMail = recoveredBy === "recovery-mail";
  const asking = byMail ? (await getTranslations("recoverByMail"))("review") : t("text");
  return (
    <FormPage title={t("title")} text={before.length > 0 ? asking : t("none")}>
      <ReviewPasskeys passkeys={before} keepAll={!byMail} />
    </FormPage>
  );
}
