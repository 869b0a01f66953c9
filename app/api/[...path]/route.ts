import { refuse } from "#lib/errors.ts";
import { handle } from "#lib/http/handle.ts";

const unknown = handle({ limit: "unknown-path" }, async () => refuse("not-found"));

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
