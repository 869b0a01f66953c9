import { handle } from "#lib/http/handle.ts";

export const GET = handle(null, async () => ({ status: 200, body: {} }));
