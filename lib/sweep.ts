import { sweepGate } from "./gate/sweep-gate.ts";
import { sweepLimits } from "./limits/sweep-limits.ts";
import { sweepLinks } from "./links/sweep-links.ts";
import { sweepRecoveryRequests } from "./recovery/recovery-request.ts";
import { sweepSessions } from "./sessions/end-sessions.ts";
import { log } from "./telemetry/log.ts";
import { sweepChallenges } from "./webauthn/spend-challenge.ts";

const everyMilliseconds = 5 * 60 * 1000;

const sweep = async () => {
  try {
    await sweepChallenges();
    await sweepSessions();
    await sweepRecoveryRequests();
    await sweepLinks();
    await sweepLimits();
    await sweepGate();
  } catch (error) {
    log.warn({ err: error }, "the sweep of what has expired failed; it runs again in 5 minutes");
  }
};

/** Deletes what has expired every five minutes, without keeping the process alive. */
export function scheduleSweeps(): void {
  setInterval(sweep, everyMilliseconds).unref();
}
