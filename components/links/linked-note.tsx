import { Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";

/** Stands in the place of what somebody can't do who was let in by their phone. */
export function LinkedNote() {
  const t = useTranslations("link.guest");
  return (
    <Card className="flex gap-3">
      <Smartphone aria-hidden className="mt-0.5 size-5 shrink-0 text-muted-foreground" />
      <div className="grid gap-1">
        <h2 className="font-medium">{t("title")}</h2>
        <p className="text-muted-foreground">{t("text")}</p>
      </div>
    </Card>
  );
}
