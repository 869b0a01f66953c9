import { customType, timestamp } from "drizzle-orm/pg-core";

/** Bytes, as a Buffer. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A moment, by the database's clock. */
export const moment = (name: string) => timestamp(name, { withTimezone: true });

/** When a row came. */
export const moments = {
  createdAt: moment("created_at").notNull().defaultNow(),
};
