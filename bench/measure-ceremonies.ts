import { SoftwareAuthenticator } from "#e2e/support/software-authenticator.ts";
import { Browser } from "./browser.ts";
import { readAccount, signIn, signUp } from "./ceremonies.ts";

const warmUp = 30;
const rounds = 200;
const atOnce = 8;
const eachAtOnce = 60;

const quantile = (sorted: number[], share: number) =>
  Number((sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(2));

/**
 * Times each call of sign-up, sign-in and a read, one after the other, then sign-ins at once.
 * @returns p50 and p95 in milliseconds by call, and sign-ins a second
 */
export async function measureCeremonies(origin: string) {
  const times = new Map<string, number[]>();
  const timed = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await call();
    times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
    return result;
  };
  const browser = new Browser(origin);
  const device = new SoftwareAuthenticator({ origin });
  await signUp(browser, device);
  for (let round = 0; round < warmUp; round += 1) await signIn(browser, device);
  for (let round = 0; round < rounds; round += 1) {
    await signUp(new Browser(origin), new SoftwareAuthenticator({ origin }), timed);
    await signIn(browser, device, timed);
    await readAccount(browser, timed);
  }
  const calls = Object.fromEntries(
    [...times].map(([name, all]) => {
      const sorted = all.toSorted((a, b) => a - b);
      return [name, { p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) }];
    }),
  );
  return { calls, perSecond: await signInsPerSecond(origin) };
}

const signInsPerSecond = async (origin: string): Promise<number> => {
  const people = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const browser = new Browser(origin);
      const device = new SoftwareAuthenticator({ origin });
      await signUp(browser, device);
      return { browser, device };
    }),
  );
  const start = performance.now();
  await Promise.all(
    people.map(async ({ browser, device }) => {
      for (let round = 0; round < eachAtOnce; round += 1) await signIn(browser, device);
    }),
  );
  return Math.round((atOnce * eachAtOnce * 1000) / (performance.now() - start));
};
