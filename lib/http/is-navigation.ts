/** Whether a person looks at a page, rather than a script that asks: browsers then accept HTML. */
export function isNavigation(
  accept: string | null | undefined,
  upgrade: string | null | undefined,
): boolean {
  return !upgrade && Boolean(accept?.includes("text/html"));
}
