import { Monitor, Smartphone } from "lucide-react";
import { IconTile } from "#components/ui/icon-tile.tsx";

/** What a browser runs on, as a sign; its name says the rest. */
export function BrowserIcon({ mobile }: { mobile: boolean }) {
  return <IconTile>{mobile ? <Smartphone aria-hidden /> : <Monitor aria-hidden />}</IconTile>;
}
