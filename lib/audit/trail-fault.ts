import type { TrailEvent } from "./canonical-event.ts";

/** Where a fault was found: what is known of the first bad event. */
export type Place = {
  event?: Partial<Pick<TrailEvent, "id" | "at" | "name">> | null | undefined;
  /** Its place in the trail. */
  position?: number | undefined;
  /** The number of its seal. */
  seal?: number | undefined;
};

const isKnown = (text: string | false | undefined) => Boolean(text);

/** The trail is not intact. The message names the first bad event, and what is wrong with it. */
export class TrailFault extends Error {
  override name = "TrailFault";

  constructor(what: string, { event, position, seal }: Place = {}) {
    const place = [
      event?.id !== undefined && `event ${event.id}`,
      event?.at !== undefined && event.at,
      event?.name !== undefined && event.name,
      position !== undefined && `position ${position}`,
      seal !== undefined && `seal ${seal}`,
    ].filter(isKnown);
    super([place.join(", "), what].filter(isKnown).join(": "));
  }
}
