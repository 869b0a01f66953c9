import { failed, type Outcome } from "./failure.ts";
import { type CeremonyKind, identifyError } from "./identify-error.ts";

/** What the passkey window may take where the options don't say, as the server's seal has it. */
const defaultTimeoutMs = 120_000;

/** Opens the browser's passkey window by `open`, and tells what came of it. */
export async function openWindow<R>(
  ceremony: CeremonyKind,
  timeoutMs: number = defaultTimeoutMs,
  open: () => Promise<R>,
): Promise<Outcome<R>> {
  const openedAt = performance.now();
  try {
    return { ok: true, value: await open() };
  } catch (error) {
    return failed(identifyError(error, ceremony, performance.now() - openedAt, timeoutMs));
  }
}
