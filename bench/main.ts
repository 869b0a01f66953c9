import { argv } from "node:process";
import { isBuilt } from "#scripts/is-built.ts";

/**
 * `npm run bench` measures the product; `npm run bench -- edge` what the gate costs a proxy, and
 * `npm run bench -- tickets` what memory it takes, which takes a while.
 */
const benches: Record<string, () => Promise<unknown>> = {
  product: () => import("./bench.ts"),
  edge: () => import("./edge/bench-edge.ts"),
  tickets: () => import("./edge/bench-tickets.ts"),
};

const bench = benches[argv[2] ?? "product"];
if (!bench) {
  console.error(`Benches: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
if (!isBuilt()) {
  console.error("There is no build of this state: run `npm run build` first.");
  process.exit(1);
}
await bench();
