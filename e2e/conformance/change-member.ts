/** A copy of `body` with the member at `path` (`a.b.c`) set; `undefined` leaves it out. */
export function changeMember(body: unknown, path: string, value: unknown): unknown {
  const [name = "", ...rest] = path.split(".");
  const members = { ...(body as Record<string, unknown>) };
  members[name] = rest.length > 0 ? changeMember(members[name], rest.join("."), value) : value;
  return members;
}
