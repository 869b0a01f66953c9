import { type SQL, sql } from "drizzle-orm";
import { auditLeaves, auditSeals } from "#db/audit-schema.ts";
import { getDatabase } from "#lib/database.ts";

/** Where a range of the trail begins or ends: a place, or the moment when events were sealed. */
export type Bound = number | Date;

const read = async (place: SQL): Promise<number | null> => {
  const [row] = await getDatabase().execute<{ place: string | null }>(
    sql`select (${place}) as place`,
  );
  return row?.place == null ? null : Number(row.place);
};

const at = (moment: Date) => sql`${moment.toISOString()}::timestamptz`;
const end = sql`s.first + s.count - 1`;

const firstOf = (since: Bound | undefined): SQL => {
  if (since === undefined) return sql`select min(position) from ${auditLeaves}`;
  if (since instanceof Date) {
    return sql`select min(first) from ${auditSeals} where sealed_at >= ${at(since)}`;
  }
  return sql`select s.first from ${auditLeaves} l join ${auditSeals} s on s.number = l.seal
    where l.position >= ${since} order by l.position limit 1`;
};

const lastOf = (until: Bound | undefined): SQL => {
  if (until === undefined) return sql`select max(position) from ${auditLeaves}`;
  if (until instanceof Date) {
    return sql`select max(${end}) from ${auditSeals} s where sealed_at < ${at(until)}`;
  }
  return sql`select ${end} from ${auditLeaves} l join ${auditSeals} s on s.number = l.seal
    where l.position < ${until} order by l.position desc limit 1`;
};

/**
 * Finds the places from `since` to before `until`, widened to whole seals, so that they can be
 * proved. A moment means when events were sealed, which is shortly after they happened: all that
 * happened since then is in, and two ranges that meet have no event twice.
 * @returns the first and the last place, or null where nothing is between
 */
export async function findRange(
  since?: Bound,
  until?: Bound,
): Promise<{ first: number; last: number } | null> {
  const first = await read(firstOf(since));
  const last = await read(lastOf(until));
  return first === null || last === null || first > last ? null : { first, last };
}
