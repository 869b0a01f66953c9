import { askHaproxy } from "./admin-socket.ts";

/** How many commands go at once: HAProxy reads a line of 16 KiB at the most. */
const batch = 64;

/** Gives the entries of an ACL from what `show acl` answers: an address and an entry a line. */
const entriesOf = (answer: string) =>
  new Set(answer.split("\n").flatMap((line) => /^0x[\da-f]+ (\S+)$/.exec(line)?.[1] ?? []));

/**
 * Makes a running HAProxy's ACL hold exactly what `wanted` has. It is asked what it holds each time,
 * since one that was reloaded has read its file anew.
 * @throws where HAProxy can't be reached, or knows no such ACL
 */
export async function syncAcl(
  socket: string,
  acl: string,
  wanted: Iterable<string>,
): Promise<void> {
  const answer = await askHaproxy(socket, [`show acl ${acl}`]);
  if (answer.startsWith("Unknown ACL")) throw new Error(`HAProxy reads no "${acl}"`);
  const known = entriesOf(answer);
  const kept = new Set(wanted);
  const commands = [
    ...[...kept].filter((id) => !known.has(id)).map((id) => `add acl ${acl} ${id}`),
    ...[...known].filter((id) => !kept.has(id)).map((id) => `del acl ${acl} ${id}`),
  ];
  for (let at = 0; at < commands.length; at += batch) {
    await askHaproxy(socket, commands.slice(at, at + batch));
  }
}
