const key = "link-code";
const longest = 64;

/** The code that this page was opened with, after the # of its address, or that was kept for it. */
export function findCode(): string {
  const kept = window.sessionStorage.getItem(key) ?? "";
  window.sessionStorage.removeItem(key);
  return (window.location.hash.slice(1) || kept).slice(0, longest);
}

/** Keeps a code for this tab until after a sign-in, so that it is in no address. */
export function keepCode(code: string): void {
  window.sessionStorage.setItem(key, code);
}
