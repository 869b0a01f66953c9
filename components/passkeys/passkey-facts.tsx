import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Passkey } from "#lib/passkeys/passkey.ts";

const reachOf = ({ synced, backedUp }: Passkey): string => {
  if (!synced) return "Only on one device";
  return backedUp ? "Synced" : "Can be synced, but is not yet";
};

/** Who keeps a passkey, when it was added and last used, and whether it is on several devices. */
export function PasskeyFacts({ passkey }: { passkey: Passkey }) {
  const { name, provider, createdAt, lastUsedAt, lastUsedFrom } = passkey;
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted-foreground">
      {provider && !name.includes(provider) && <p>{provider}</p>}
      <p>
        Added <RelativeTime at={createdAt} />
      </p>
      <p>
        {lastUsedAt ? (
          <>
            Last used <RelativeTime at={lastUsedAt} />
            {lastUsedFrom && `, from ${lastUsedFrom}`}
          </>
        ) : (
          "Not used yet"
        )}
      </p>
      <p>{reachOf(passkey)}</p>
    </div>
  );
}
