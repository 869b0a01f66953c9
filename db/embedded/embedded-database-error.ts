/** Why the embedded PostgreSQL can't serve, in words for whoever started the app. */
export class EmbeddedDatabaseError extends Error {
  override name = "EmbeddedDatabaseError";
}

/** What helps where PostgreSQL can't run beside the app. */
export const advice = "Set DATABASE_URL to a PostgreSQL 15 or newer to run without it.";
