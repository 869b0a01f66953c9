import { type Browser, type BrowserContext, chromium } from "playwright";
import { newEmail, signUp } from "#e2e/support/sign-up.ts";
import { Authenticators } from "#e2e/support/virtual-authenticator.ts";
import playwrightConfig from "#playwright.config.ts";
import { serveEmptyApp } from "./serve-empty-app.ts";
import { type PageTimes, timePage } from "./time-page.ts";
import { type PageWeight, weighPage } from "./weigh-page.ts";

const paths = ["/sign-in", "/sign-up", "/account/passkeys"];
const signedIn = new Set(["/account/passkeys"]);

/** How often each page is timed. */
export const loads = 5;

/** A page's weight, its times by the median, and the worst shift of all loads. */
export type PageCost = PageWeight & PageTimes & { path: string; worstCls: number };

type Options = NonNullable<Parameters<Browser["newContext"]>[0]>;

/** Every visit is a first one: a context of its own, with an empty cache. */
const visit = async <T>(
  browser: Browser,
  options: Options,
  act: (context: BrowserContext) => Promise<T>,
): Promise<T> => {
  const context = await browser.newContext(options);
  try {
    return await act(context);
  } finally {
    await context.close();
  }
};

const cookiesOfNewAccount = (browser: Browser, baseURL: string) =>
  visit(browser, { baseURL }, async (context) => {
    const page = await context.newPage();
    await new Authenticators().add(page);
    await signUp(page, newEmail());
    return await context.storageState();
  });

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const measure = async (browser: Browser, options: Options, path: string): Promise<PageCost> => {
  // It comes first: what a server does only once is not timed.
  const weight = await visit(browser, options, (context) => weighPage(context, path));
  const times: PageTimes[] = [];
  for (let load = 0; load < loads; load += 1) {
    times.push(await visit(browser, options, (context) => timePage(context, path)));
  }
  const shifts = times.map(({ cls }) => cls);
  const lcp = median(times.map((one) => one.lcp));
  return { path, ...weight, lcp, cls: median(shifts), worstCls: Math.max(...shifts) };
};

const weighEmptyPage = async (browser: Browser, root: string) => {
  const { origin, stop } = await serveEmptyApp(root);
  try {
    return await visit(browser, { baseURL: origin }, (context) => weighPage(context, "/"));
  } finally {
    await stop();
  }
};

/**
 * Measures in Chromium what our pages cost that people meet first.
 * @param origin where the production build is served
 * @param root the project's folder
 * @returns the pages, and beside them the bytes of JavaScript of an empty Next.js page
 */
export async function measurePages(origin: string, root: string) {
  const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
  try {
    const storageState = await cookiesOfNewAccount(browser, origin);
    const pages: PageCost[] = [];
    for (const path of paths) {
      const options = { baseURL: origin, ...(signedIn.has(path) && { storageState }) };
      pages.push(await measure(browser, options, path));
    }
    const emptyScript = (await weighEmptyPage(browser, root)).script;
    return { pages, emptyScript };
  } finally {
    await browser.close();
  }
}
