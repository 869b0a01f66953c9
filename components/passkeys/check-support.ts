import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import type { FailureKind } from "./failure.ts";

/** What the browsers inside widespread apps call themselves. */
const insideAnApp =
  /; wv\)|FBA[NV]\/|Instagram|\bLine\/|MicroMessenger|Snapchat|BytedanceWebview|LinkedInApp/;

/** Tells why this browser has no passkeys, or null when it has them. */
export function checkSupport(): FailureKind | null {
  if (browserSupportsWebAuthn()) return null;
  // WebAuthn Level 3 §5: the interface is there on secure pages only.
  if (!window.isSecureContext) return "insecure-page";
  return insideAnApp.test(navigator.userAgent) ? "in-app-browser" : "unsupported";
}
