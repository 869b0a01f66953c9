import type { Page } from "playwright/test";

/** Names what scrolls sideways: the page itself, or a part of it. */
const findSideways = (page: Page) =>
  page.evaluate(() => {
    const parts = [...document.body.querySelectorAll("*")].filter(
      (part) =>
        part.scrollWidth > part.clientWidth &&
        ["auto", "scroll"].includes(getComputedStyle(part).overflowX),
    );
    const { scrollWidth } = document.documentElement;
    const page = scrollWidth > innerWidth ? [`the page is ${scrollWidth} px wide`] : [];
    return [...page, ...parts.map((part) => `<${part.localName} class="${part.className}">`)];
  });

/**
 * Looks for what scrolls sideways on narrow and wide screens, at 320 CSS px (WCAG 1.4.10) and with
 * text twice as large (WCAG 1.4.4). Leaves the page 1280 px wide.
 * @returns a text for each fault
 */
export async function findSidewaysScrolling(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [320, 360, 768, 1600, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    faults.push(...(await findSideways(page)).map((what) => `at ${width} px: ${what}`));
  }
  const setTextSize = (size: string) =>
    page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize;
    }, size);
  await setTextSize("200%");
  faults.push(...(await findSideways(page)).map((what) => `with text at 200 %: ${what}`));
  await setTextSize("");
  return faults;
}

/**
 * Looks for what is too small to hit: below 24 CSS px for whatever can be pressed, links within a
 * running text aside (WCAG 2.5.8), and below 44 px high for buttons and fields, our own aim.
 * @returns a text for each fault, with the size in CSS px
 */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (target: Element) =>
      getComputedStyle(target).display === "inline" &&
      target.parentElement?.textContent.trim() !== target.textContent.trim();
    return (
      [...document.querySelectorAll("a[href], button, summary, select, input")]
        .filter(
          (target) => target.checkVisibility() && !target.closest("[inert]") && !inText(target),
        )
        // What only shows itself to the keyboard can't be pressed before that.
        .filter((target) => getComputedStyle(target).clipPath !== "inset(50%)")
        .flatMap((target) => {
          // A label around a field is part of its target.
          const { width, height } = (target.closest("label") ?? target).getBoundingClientRect();
          const least = target.localName === "a" ? 24 : 44;
          const fits = width >= 24 && height >= least;
          const what = `<${target.localName}> ${target.ariaLabel ?? target.textContent}`;
          return fits ? [] : [`${what}: ${width} x ${height}`];
        })
    );
  });
}

/**
 * Tells how long, in milliseconds, the slowest transition or animation of a page's elements takes.
 * @param reduced whether the system asks for less motion
 */
export async function findLongestMotion(page: Page, reduced: boolean): Promise<number> {
  await page.emulateMedia({ reducedMotion: reduced ? "reduce" : "no-preference" });
  return page.evaluate(() => {
    const durations = [...document.querySelectorAll("*")].flatMap((element) =>
      [null, "::before", "::after"].flatMap((part) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element, part);
        return [...transitionDuration.split(","), ...animationDuration.split(",")];
      }),
    );
    // "auto" is an animation's way to say none; all others are in seconds.
    return Math.max(...durations.map((duration) => (Number.parseFloat(duration) || 0) * 1000));
  });
}
