import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";

const levelAA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Holds a page as it stands against axe's rules for WCAG 2.2 AA.
 * @returns a text for each fault: the rule, the element, and what would mend it. A contrast that axe
 * could not work out counts as a fault, since nobody would look at it otherwise.
 */
export async function findViolations(page: Page): Promise<string[]> {
  // Without the legacy mode each run opens a second page, to gather what frames say: there are none.
  const { violations, incomplete } = await new AxeBuilder({ page })
    .withTags(levelAA)
    .setLegacyMode()
    .analyze();
  const unclear = incomplete.filter(({ id }) => id === "color-contrast");
  return [...violations, ...unclear].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
