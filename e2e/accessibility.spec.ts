import { findFocusFaults } from "./support/find-focus-faults.ts";
import {
  findLongestMotion,
  findSidewaysScrolling,
  findSmallTargets,
} from "./support/find-layout-faults.ts";
import { findNameClashes } from "./support/find-name-clashes.ts";
import { findViolations } from "./support/find-violations.ts";
import { expect, test } from "./support/fixtures.ts";
import { walkLinksSignedIn, walkLinksSignedOut } from "./support/walk-links.ts";
import { walkProductScreens, walkPublicScreens } from "./support/walk-screens.ts";

const walks = {
  "signed out": walkPublicScreens,
  "signed in": walkProductScreens,
  "linked to a device": walkLinksSignedOut,
  "linking a device": walkLinksSignedIn,
};

const narrow = 390;
const wide = 1280;
const height = 800;
/** The longest that a change of colour may take, in milliseconds. */
const longestMotion = 200;

// A walk is some thirty screens.
test.describe.configure({ timeout: 90_000 });

// The faults say all there is to know, and recording every step takes longer than the steps.
test.use({ trace: "off", actionTimeout: 10_000 });

for (const [who, walk] of Object.entries(walks)) {
  for (const width of [narrow, wide]) {
    test.describe(`${who}, ${width} px`, () => {
      test.use({ viewport: { width, height }, contextOptions: { reducedMotion: "reduce" } });

      test("nothing on any screen violates WCAG 2.2 AA, light or dark", async ({
        page,
        authenticators,
      }) => {
        await walk(page, authenticators, async (screen) => {
          for (const colorScheme of ["light", "dark"] as const) {
            await page.emulateMedia({ colorScheme });
            expect.soft(await findViolations(page), `${screen}, ${colorScheme}`).toEqual([]);
          }
        });
      });

      test("the focus is seen wherever it goes, and names tell buttons and links apart", async ({
        page,
        authenticators,
      }) => {
        const cdp = await page.context().newCDPSession(page);
        await walk(page, authenticators, async (screen) => {
          expect.soft(await findNameClashes(cdp), screen).toEqual([]);
          expect.soft(await findFocusFaults(page), screen).toEqual([]);
        });
      });
    });
  }

  test(`${who}: every screen fits its width, targets are large, and little moves`, async ({
    page,
    authenticators,
  }) => {
    await walk(page, authenticators, async (screen) => {
      for (const width of [narrow, wide]) {
        await page.setViewportSize({ width, height });
        expect.soft(await findSmallTargets(page), `${screen} at ${width} px`).toEqual([]);
      }
      expect.soft(await findSidewaysScrolling(page), screen).toEqual([]);
      expect.soft(await findLongestMotion(page, true), screen).toBe(0);
      expect.soft(await findLongestMotion(page, false), screen).toBeLessThanOrEqual(longestMotion);
    });
  });
}
