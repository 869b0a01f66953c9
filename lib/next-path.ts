/** Where a person goes after a sign-in that nothing sent them to. */
const defaultPath = "/home";

/** A control character or a backslash, which browsers drop or read as a slash. */
const treacherous = /[\p{Cc}\\]/u;

const isLocal = (path: string) => /^\/(?!\/)/.test(path) && !treacherous.test(path);

/** The text, and what it becomes when it is percent-decoded once, twice, until nothing changes. */
const decodings = (text: string): string[] => {
  try {
    const decoded = decodeURIComponent(text);
    return decoded === text ? [text] : [text, ...decodings(decoded)];
  } catch {
    return [text];
  }
};

/**
 * Gives the path of `?next=` when it leads to a page of ours, else the account's first page.
 * Whatever could be read as another origin, now or once decoded, is dropped.
 */
export function nextPath(value: string | string[] | undefined): string {
  if (typeof value !== "string" || value.length > 2048) return defaultPath;
  if (!decodings(value).every(isLocal)) return defaultPath;
  // `/.//x` is local until somebody takes its dots out.
  const url = URL.parse(value, "https://local.invalid");
  if (!url || !isLocal(url.pathname)) return defaultPath;
  return url.pathname + url.search + url.hash;
}

const withNext = (page: string, path: string) => {
  const next = nextPath(path);
  return next === defaultPath ? page : `${page}?next=${encodeURIComponent(next)}`;
};

/** The address of the sign-in page that leads on to `path`. */
export function signInPath(path: string): string {
  return withNext("/sign-in", path);
}

/** The address of the page that has another device sign this browser in, and leads on to `path`. */
export function phonePath(path: string): string {
  return withNext("/sign-in/phone", path);
}

/** The address of the sign-up page that leads on to `path`. */
export function signUpPath(path: string): string {
  return withNext("/sign-up", path);
}

/** The address of the offer of a passkey on this device, which leads on to `path`. */
export function passkeyOfferPath(path: string): string {
  return withNext("/passkey-here", path);
}
