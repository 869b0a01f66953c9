import { eq } from "drizzle-orm";
import { z } from "zod";
import { gateServices } from "#db/gate-schema.ts";
import { getDatabase } from "#lib/database.ts";
import { openSeal, seal } from "#lib/seal.ts";
import { newToken } from "#lib/secrets.ts";
import { noteChange } from "./note-change.ts";
import type { Service } from "./service.ts";

const shape = z.object({ secret: z.string().length(43) });

/** The secret that signs a service's tickets; null where it can't be opened any more. */
export async function openSecret(sealed: string): Promise<string | null> {
  return (await openSeal("gate-secret", shape, sealed))?.secret ?? null;
}

/**
 * Has tickets of a service signed with a secret of its own (HS256), or with the gate's keys. Those
 * that browsers hold are refused from then on, and renewed.
 */
export async function keepSecret(service: Service, wanted: boolean): Promise<void> {
  const isKept = service.secret ? (await openSecret(service.secret)) !== null : false;
  if (wanted ? isKept : !service.secret) return;
  const secret = wanted ? await seal("gate-secret", { secret: newToken() }) : null;
  await getDatabase().transaction(async (tx) => {
    await tx.update(gateServices).set({ secret }).where(eq(gateServices.id, service.id));
    await noteChange(tx, "gate-service-secret", service.name);
  });
}
