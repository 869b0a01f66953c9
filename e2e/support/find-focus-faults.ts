import type { Page } from "playwright/test";

const mostStops = 120;

/**
 * Goes through a page with the Tab key, from where the focus is until it comes round.
 * @returns a text for each stop without a visible outline (WCAG 2.4.7) or wholly hidden under
 * something else (WCAG 2.4.11), and for a page that has no stops or no end of them
 */
export async function findFocusFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const seen = await page.evaluateHandle(() => new Set<Element | null>());
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press("Tab");
    const found = await seen.evaluate(async (before) => {
      // At a dialog's turning point, which hands the focus on in the next frame.
      if (document.activeElement?.ariaHidden === "true") {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      const element = document.activeElement;
      if (!element || before.has(element)) return null;
      before.add(element);
      // Past the end of the page the focus is the browser's own.
      if (element === document.body) return [];
      const what = `<${element.localName}> ${element.ariaLabel ?? element.textContent}`;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const outlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
      const [box] = element.getClientRects();
      const { left, right, top, bottom, width, height } = box ?? new DOMRect();
      const points: [number, number][] = [
        [left + width / 2, top + height / 2],
        ...[left + 3, right - 3].flatMap((x) =>
          [top + 3, bottom - 3].map((y): [number, number] => [x, y]),
        ),
      ];
      const shown = points.some(([x, y]) => element.contains(document.elementFromPoint(x, y)));
      return [
        ...(outlined ? [] : [`${what}: no outline`]),
        ...(shown ? [] : [`${what}: hidden under something else`]),
      ];
    });
    if (!found) {
      await seen.dispose();
      return stop > 0 ? faults : ["nothing takes the focus"];
    }
    faults.push(...found);
  }
  return [...faults, `the focus has not come round after ${mostStops} stops`];
}
