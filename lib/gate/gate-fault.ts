/** What is wrong with a setting of the gate, in words for whoever made it. */
export class GateFault extends Error {
  override name = "GateFault";
}
