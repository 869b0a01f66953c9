import postgres from "postgres";

/**
 * Makes the role that the app works as on the embedded server, where it isn't there yet: it owns
 * nothing, so it can do only what it was granted (db/grant-access.ts).
 * @param ownerUrl how the owner connects; the new role has the same password
 * @returns how the app connects
 */
export async function makeAppRole(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  url.username = "latchkey_app";
  const server = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    // Passwords of the embedded server are base64url, which needs no escape. Two processes may do
    // this at once.
    await server.unsafe(`do $$ begin
      create role ${url.username} login password '${url.password}';
    exception when duplicate_object or unique_violation then null;
    end $$`);
  } finally {
    await server.end();
  }
  return url.href;
}
