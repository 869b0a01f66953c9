import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases } from "../cases/cases.ts";
import type { Edge } from "./place.ts";
import { startWorld, type World } from "./world.ts";

/** Runs the one table of cases through a proxy; those that it can't pass are named with the reason. */
export function runCases(edge: Edge): void {
  describe(edge.name, () => {
    const started = new AsyncDisposableStack();
    let world: World;
    beforeAll(async () => {
      world = await startWorld(edge, started);
    });
    afterAll(() => started.disposeAsync());
    for (const { name, run } of cases) {
      const reason = edge.cannot[name];
      test.skipIf(reason)(reason ? `${name} (can't: ${reason})` : name, () => run(world));
    }
    test("what it can't do is in the table", () => {
      expect(cases.map(({ name }) => name)).toEqual(
        expect.arrayContaining(Object.keys(edge.cannot)),
      );
    });
  });
}
