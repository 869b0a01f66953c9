import { brotliCompressSync, constants } from "node:zlib";
import type { BrowserContext, Request } from "playwright/test";
import { openPage } from "./open-page.ts";

/** What a first visit loads. Bytes are of bodies: brotli at quality 11, fonts as they are. */
export type PageWeight = {
  script: number;
  stylesheet: number;
  font: number;
  /** All of them, with those that the next two count. */
  requests: number;
  /** Those that Next.js makes for pages that the person may open next. */
  prefetches: number;
  /** Those of the service worker, its own script among them. */
  byWorker: number;
  /** Hosts that are not the page's own. */
  otherHosts: string[];
};

const brotliBytes = (body: Buffer) =>
  brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const isPrefetch = (request: Request) => "next-router-prefetch" in request.headers();

const bodyOf = async (request: Request) => {
  const response = await request.response();
  if (!response?.ok()) throw new Error(`${request.url()} answered ${response?.status()}`);
  return await response.body();
};

/**
 * Loads `path` in a context whose cache is empty, and weighs what comes. The service worker's
 * script counts as JavaScript; what the worker fetches to keep counts among the requests alone.
 */
export async function weighPage(context: BrowserContext, path: string): Promise<PageWeight> {
  const requests: Request[] = [];
  context.on("request", (request) => requests.push(request));
  const page = await context.newPage();
  await openPage(page, path);
  const ownHost = new URL(page.url()).host;
  const urls = requests.map((request) => new URL(request.url()));
  const remote = urls.filter(({ host }) => host !== "" && host !== ownHost);
  const bytes = async (type: string, weigh: (body: Buffer) => number) => {
    const ofType = requests.filter((request) => request.resourceType() === type);
    const bodies = await Promise.all(ofType.map(bodyOf));
    return bodies.reduce((sum, body) => sum + weigh(body), 0);
  };
  return {
    script: await bytes("script", brotliBytes),
    stylesheet: await bytes("stylesheet", brotliBytes),
    font: await bytes("font", (body) => body.length),
    requests: requests.length,
    prefetches: requests.filter(isPrefetch).length,
    byWorker: requests.filter((request) => request.serviceWorker()).length,
    otherHosts: [...new Set(remote.map(({ host }) => host))],
  };
}
