/** Not as RFC 3986 has it in a request line. */
const unprintable = /[^!-~]/;

/** Read differently by different programs: an encoded slash or backslash, a parameter, a NUL. */
const ambiguous = /%(2f|5c|00|3b|25)|[\\;\p{Cc}]/iu;

/** Some programs take them out and some don't; browsers have done so before they send anything. */
const isDots = (segment: string) => segment === "." || segment === "..";

/**
 * The path that a service would serve, for the rules to be held against: decoded once, slashes
 * folded, in lower case, since some services ignore case and a rule must not be passed by.
 * @param target of a request line: path and query
 * @returns null where programs would not agree on what it names
 */
export function readPath(target: string): string | null {
  const [raw = ""] = target.split(/[?#]/, 1);
  if (unprintable.test(target) || !raw.startsWith("/") || ambiguous.test(raw)) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(raw);
  } catch {
    return null;
  }
  const segments = decoded.split("/").filter(Boolean);
  if (ambiguous.test(decoded) || segments.some(isDots)) return null;
  return `/${segments.join("/")}`.toLowerCase();
}
