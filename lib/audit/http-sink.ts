import { type Sink, SinkFault } from "./sink.ts";

const mostMilliseconds = 10_000;
const mostRetryAfter = 60 * 60;
/** Those of 4xx that say "not now" rather than "not so" (RFC 9110, RFC 8470 §5.2, RFC 6585 §4). */
const passing = [408, 425, 429];

/** RFC 9110 §10.2.3: seconds or a date; 0 where it is neither. */
const secondsOf = (retryAfter: string | null): number => {
  if (!retryAfter) return 0;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Math.min(Math.max(seconds || 0, 0), mostRetryAfter);
};

/**
 * An address that batches are posted to as JSON Lines. Only 2xx is an acknowledgement; a redirect is
 * not followed, since the token would go along.
 * @param token sent as a bearer's (RFC 6750 §2.1)
 */
export function httpSink(url: URL, token: string | null): Sink {
  return {
    // What stands behind the path may be a secret.
    name: url.origin + url.pathname,
    send: async ({ lines, first, last }) => {
      const response = await fetch(url, {
        method: "POST",
        redirect: "manual",
        signal: AbortSignal.timeout(mostMilliseconds),
        headers: {
          "Content-Type": "application/x-ndjson",
          "Audit-Positions": `${first}-${last}`,
          ...(token && { Authorization: `Bearer ${token}` }),
        },
        body: lines.join(""),
      });
      // Nothing is read of the answer, however long it is.
      await response.body?.cancel();
      const { ok, status, headers } = response;
      if (ok) return;
      throw new SinkFault(`status ${status}`, {
        lasting: status < 500 && !passing.includes(status),
        retryAfter: secondsOf(headers.get("retry-after")),
      });
    },
  };
}
