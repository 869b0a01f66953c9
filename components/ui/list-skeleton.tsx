import { useTranslations } from "next-intl";
import { Card } from "./card.tsx";
import { Skeleton } from "./skeleton.tsx";

/** The shape of a page with a heading and a list of cards, while they are on their way. */
export function ListSkeleton() {
  const t = useTranslations("common");
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">{t("loading")}</span>
      <Skeleton className="h-11 w-48" />
      {["first", "second"].map((card) => (
        <Card key={card} className="flex gap-3">
          <Skeleton className="size-10 shrink-0" />
          <div className="grid grow gap-2">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-4 w-full max-w-md" />
          </div>
        </Card>
      ))}
    </div>
  );
}
