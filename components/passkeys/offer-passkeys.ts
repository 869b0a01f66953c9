import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";
import { type Answer, beginAuthentication } from "./authenticate.ts";
import { atOnceMs } from "./identify-error.ts";
import { readCapabilities } from "./read-capabilities.ts";

/** A sealed ceremony lasts 2 minutes; a fresh one takes its place before that. */
const renewAfterMs = 100_000;

const isOffered = async () =>
  (await readCapabilities()).conditionalGet ?? (await browserSupportsWebAuthnAutofill());

/**
 * Offers passkeys in the autofill of the page's e-mail field, until one is chosen or the returned
 * function is called. Whatever fails on the way is silent: the button still works.
 */
export function offerPasskeys(onChosen: (answer: Answer) => void): () => void {
  const over = new AbortController();
  let armedAt = 0;
  let renewal: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    over.abort();
    clearTimeout(renewal);
    WebAuthnAbortService.cancelCeremony();
  };

  const offer = async () => {
    const mine = Date.now();
    armedAt = mine;
    clearTimeout(renewal);
    renewal = setTimeout(renew, renewAfterMs);
    const begun = await beginAuthentication("sign-in");
    if (over.signal.aborted || !begun.ok) return;
    const openedAt = performance.now();
    try {
      const { options } = begun.value;
      const response = await startAuthentication({
        optionsJSON: options,
        useBrowserAutofill: true,
      });
      if (over.signal.aborted) return;
      stop();
      onChosen({ ...begun.value, response });
    } catch {
      // Replaced by a fresh one: nothing to do. Dismissed by the person: offered anew. Refused at
      // once: the browser would refuse again.
      const dismissed = performance.now() - openedAt > atOnceMs;
      if (dismissed && armedAt === mine && !over.signal.aborted) void offer();
    }
  };

  // A page in the background asks for nothing, and comes to the front with an offer that is fresh.
  const renew = () => {
    const due = armedAt > 0 && Date.now() - armedAt >= renewAfterMs;
    if (due && document.visibilityState === "visible") void offer();
  };

  document.addEventListener("visibilitychange", renew, { signal: over.signal });
  void isOffered().then((offered) => {
    if (offered && !over.signal.aborted) void offer();
  });
  return stop;
}
