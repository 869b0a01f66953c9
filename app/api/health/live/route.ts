import { handle } from "#lib/http/handle.ts";

export const GET = handle({ limit: "health" }, async () => ({ status: 200, body: {} }));
