import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { openSeal, seal } from "#lib/seal.ts";
import { newToken } from "#lib/secrets.ts";
import { GateFault } from "./gate-fault.ts";
import { noteChange } from "./note-change.ts";
import type { Service } from "./service.ts";

const shape = z.object({ secret: z.string().length(43) });

/** The secret that signs a service's tickets; null where it can't be opened any more. */
export async function openSecret(sealed: string): Promise<string | null> {
  return (await openSeal("gate-secret", shape, sealed))?.secret ?? null;
}

/** The sealed secret that a service would have: the one that it has, as long as it can be opened. */
export async function nextSecret({ secret }: Service, wanted: boolean): Promise<string | null> {
  if (!wanted) return null;
  const isKept = secret !== null && (await openSecret(secret)) !== null;
  return isKept ? secret : await seal("gate-secret", { secret: newToken() });
}

/**
 * Has tickets of a service signed with that secret of its own (HS256), or by null with the gate's
 * keys. Those that browsers hold are refused from then on, and renewed.
 * @throws GateFault where somebody else changed it meanwhile
 */
export async function storeSecret(service: Service, secret: string | null): Promise<void> {
  if (secret === service.secret) return;
  await getDatabase().transaction(async (tx) => {
    const changed = await tx
      .update(gateServices)
      .set({ secret })
      .where(
        and(
          eq(gateServices.id, service.id),
          sql`${gateServices.secret} is not distinct from ${service.secret}`,
        ),
      )
      .returning({ id: gateServices.id });
    if (changed.length === 0) {
      throw new GateFault(`"${service.name}" was changed meanwhile by somebody else; try again.`);
    }
    await noteChange(tx, "gate-service-secret", service.name);
  });
}
