import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const mostBytes = 50 * 1024;

const readBytes = (path: string) => {
  try {
    return readFileSync(resolve(path));
  } catch {
    return null;
  }
};

/** The root element, after what may stand before it; browsers show no SVG without its namespace. */
const svg =
  /^\uFEFF?\s*(<\?xml[^>]*>\s*)?((<!--[\s\S]*?-->|<!DOCTYPE[^>]*>)\s*)*<svg\b[^>]*\bxmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>[\s\S]*<\/svg>\s*$/;

/** In a page's <img> none of it runs, but at its own address, /icon.svg, it would. */
const script = /<(\w+:)?script\b|\son\w+\s*=|javascript:/i;

/** What keeps the file at `path` from being the mark; nothing where it will do. */
export function findLogoFaults(path: string): string[] {
  const bytes = readBytes(path);
  if (!bytes) return [`can't be read (looked for ${resolve(path)})`];
  const text = bytes.toString();
  return [
    ...(svg.test(text) ? [] : ["is not an SVG file"]),
    ...(bytes.length < mostBytes ? [] : ["is not smaller than 50 KB"]),
    ...(script.test(text) ? ["holds a script"] : []),
  ];
}
