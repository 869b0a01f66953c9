/** Which rules hold: those of a development server are wider, and some need https. */
export type Site = {
  /** Whether the process was started with --dev. */
  dev: boolean;
  /** Whether the canonical origin is https. */
  https: boolean;
};

/** What the app never asks of a browser. A name that a browser does not know is ignored by it. */
const denied = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "identity-credentials-get",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

const own = ["publickey-credentials-get", "publickey-credentials-create", "clipboard-write"];

const permissions = [
  ...own.map((name) => `${name}=(self)`),
  ...denied.map((name) => `${name}=()`),
].join(", ");

/** Two years, as browsers' own lists ask; other hosts of the domain are not ours to decide for. */
const hsts = "max-age=63072000";

/** Scripts and styles are files of ours, or carry the nonce (docs/decisions/0023). */
const contentSecurityPolicy = ({ dev, https }: Site, nonce: string) =>
  [
    "default-src 'none'",
    // React rebuilds the server's stacks with eval, in development alone.
    `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ""}`,
    // The overlay of errors brings styles of its own, in development alone.
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ].join("; ");

/**
 * The headers that every answer of `site` carries, whatever it is.
 * @param nonce what an inline script of ours names in this one answer: 128 random bits as base64
 */
export function securityHeaders(site: Site, nonce: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy(site, nonce),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissions,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    ...(site.https && { "Strict-Transport-Security": hsts }),
  };
}
