/** Sealed events that follow one another, each as a line of JSON. */
export type Batch = { lines: string[]; first: number; last: number };

/** Where the trail goes as it grows. */
export type Sink = {
  /** Its key in `audit_deliveries`, without a secret. */
  name: string;
  /** Resolves once the batch is safe there. @throws SinkFault, or what the system says */
  send: (batch: Batch) => Promise<void>;
};

/** An answer of a sink other than "I have it". */
export class SinkFault extends Error {
  override name = "SinkFault";
  /** Whether it stays until an operator mends something. */
  readonly lasting: boolean;
  /** The least seconds until it wants to be asked again. */
  readonly retryAfter: number;

  constructor(message: string, { lasting = false, retryAfter = 0 } = {}) {
    super(message);
    this.lasting = lasting;
    this.retryAfter = retryAfter;
  }
}
