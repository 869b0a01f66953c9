import { loads, type measurePages, type PageCost } from "./measure-pages.ts";
import { slowdown } from "./time-page.ts";

const bytesInKb = 1024;
const mostAboveEmptyKb = 30;

const kb = (bytes: number) => `${(bytes / bytesInKb).toFixed(1)} KB`;
const shift = (cls: number) => (cls === 0 ? "0" : cls.toFixed(4));
const hosts = (page: PageCost) => page.otherHosts.join(", ") || "none";

const rows = (pages: PageCost[], emptyScript: number): [string, ...string[]][] => [
  ["", ...pages.map((page) => page.path)],
  ["JavaScript", ...pages.map((page) => kb(page.script))],
  ["  above an empty page", ...pages.map((page) => kb(page.script - emptyScript))],
  ["CSS", ...pages.map((page) => kb(page.stylesheet))],
  ["fonts", ...pages.map((page) => kb(page.font))],
  ["requests", ...pages.map((page) => String(page.requests))],
  ["  of them prefetches", ...pages.map((page) => String(page.prefetches))],
  ["  of them the worker's", ...pages.map((page) => String(page.byWorker))],
  ["other hosts", ...pages.map(hosts)],
  ["LCP", ...pages.map((page) => `${Math.round(page.lcp)} ms`)],
  ["CLS", ...pages.map((page) => shift(page.cls))],
];

const bar = (holds: boolean, name: string, figure: string, limit: string) =>
  `  ${holds ? "pass" : "FAIL"}  ${name}: ${figure} (${limit})\n`;

const barsOf = (page: PageCost) => [
  bar(page.worstCls === 0, `${page.path}, CLS in the worst load`, shift(page.worstCls), "0"),
  bar(page.otherHosts.length === 0, `${page.path}, other hosts`, hosts(page), "none"),
];

/** Writes what the pages cost, then each bar with the word pass or FAIL. */
export function printPages({ pages, emptyScript }: Awaited<ReturnType<typeof measurePages>>): void {
  const write = (text: string) => process.stdout.write(text);
  write(`Pages at a first visit, in Chromium on a processor ${slowdown} times slower\n`);
  write(`(brotli 11, 1 KB = 1024 bytes; LCP and CLS are medians of ${loads} loads)\n`);
  for (const [name, ...cells] of rows(pages, emptyScript)) {
    write(`${name.padEnd(24)}${cells.map((cell) => cell.padStart(20)).join("")}\n`);
  }
  write(`An empty Next.js page loads ${kb(emptyScript)} of JavaScript.\nBars\n`);
  for (const page of pages.filter(({ path }) => path === "/sign-in")) {
    const above = page.script - emptyScript;
    const holds = above <= mostAboveEmptyKb * bytesInKb;
    const name = `${page.path}, JavaScript above an empty page`;
    write(bar(holds, name, kb(above), `at most ${mostAboveEmptyKb} KB`));
  }
  for (const line of pages.flatMap(barsOf)) write(line);
}
