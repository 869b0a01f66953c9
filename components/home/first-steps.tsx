import { clsx } from "clsx";
import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { Card } from "#components/ui/card.tsx";
import type { FirstStep } from "#lib/accounts/list-first-steps.ts";

/** What to see to first; nothing once all of it is done. */
export function FirstSteps({ steps }: { steps: FirstStep[] }) {
  const t = useTranslations("home.checklist");
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => !step.done);
  if (!next) return null;
  return (
    <Card className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold">{t("title")}</h2>
        <p className="text-sm text-muted-foreground">
          {t("progress", { done, total: steps.length })}
        </p>
      </div>
      <ul className="grid gap-4">
        {steps.map((step) => {
          const Icon = step.done ? CircleCheck : Circle;
          return (
            <li key={step.name} className="flex gap-3">
              <Icon
                aria-hidden
                className={clsx(
                  "mt-0.5 size-5 shrink-0",
                  step.done ? "text-success" : "text-muted-foreground",
                )}
              />
              <div className="grid grow justify-items-start gap-1">
                <h3 className="font-medium">
                  {t(`${step.name}.title`)}{" "}
                  <span className="sr-only">{t(step.done ? "done" : "open")}</span>
                </h3>
                <p className="text-muted-foreground">{t(`${step.name}.text`)}</p>
                {!step.done && (
                  <Link
                    href={step.href}
                    className={buttonClass(step === next ? "primary" : "secondary", "mt-2")}
                  >
                    {t(`${step.name}.act`)}
                  </Link>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
