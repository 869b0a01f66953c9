import type { CDPSession } from "playwright/test";

/**
 * Reads the accessibility tree of a page, as a screen reader gets it. The session is the caller's:
 * Chromium takes a page's virtual authenticators away when any of its sessions ends.
 * @returns the names that two buttons share, and those that two links to different places share
 */
export async function findNameClashes(cdp: CDPSession): Promise<string[]> {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const seen = new Map<string, string>();
  const clashes: string[] = [];
  for (const { nodeId, ignored, role, name, properties } of nodes) {
    if (ignored || (role?.value !== "button" && role?.value !== "link")) continue;
    const key = `${role.value} "${name?.value}"`;
    const url = properties?.find((property) => property.name === "url")?.value.value;
    const does = role.value === "link" ? String(url) : nodeId;
    const before = seen.get(key);
    if (before !== undefined && before !== does) clashes.push(`two of ${key}`);
    seen.set(key, does);
  }
  return clashes;
}
