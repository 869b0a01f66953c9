/** Next.js calls this once when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { scheduleSweeps } = await import("#lib/sweep.ts");
  scheduleSweeps();
  const { scheduleMail } = await import("#lib/mail/deliver-mail.ts");
  scheduleMail();
  const { scheduleRecoveryMails } = await import("#lib/recovery/send-due-mails.ts");
  scheduleRecoveryMails();
  const { scheduleSeals } = await import("#lib/audit/seal-trail.ts");
  scheduleSeals();
  const { scheduleDelivery } = await import("#lib/audit/deliver-trail.ts");
  scheduleDelivery();
  const { scheduleKeyRotation } = await import("#lib/gate/rotate-keys.ts");
  scheduleKeyRotation();
  const { startGate } = await import("#lib/gate/start-gate.ts");
  await startGate();
}
