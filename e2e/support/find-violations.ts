import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright/test";

type NodeResult = Awaited<ReturnType<AxeBuilder["analyze"]>>["incomplete"][number]["nodes"][number];

const levelAA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Holds a page as it stands against axe's rules for WCAG 2.2 AA.
 * @returns a text for each fault: the rule, the element, and what would mend it. A contrast that axe
 * could not work out counts as a fault, since nobody would look at it otherwise.
 */
export async function findViolations(page: Page): Promise<string[]> {
  // Without the legacy mode each run opens a second page, to gather what frames say: there are none.
  const { violations, incomplete } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations", "incomplete"] })
    .withTags(levelAA)
    .setLegacyMode()
    .analyze();
  const dialogs = await page.getByRole("alertdialog").count();
  // What lies under an open dialog can't be reached, and its contrast can't be worked out.
  const beneath = ({ any }: NodeResult) =>
    dialogs > 0 && any.some(({ data }) => data?.messageKey === "bgOverlap");
  const unclear = incomplete
    .filter(({ id }) => id === "color-contrast")
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter((node) => !beneath(node)) }));
  return [...violations, ...unclear].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}
