import { join } from "node:path";
import { GateChanges } from "#lib/gate/gate-changes.ts";
import { onceMore } from "#lib/gate/once-more.ts";
import { askHaproxy } from "./admin-socket.ts";
import { replaceFile } from "./replace-file.ts";
import { revokedFile, type Setup } from "./setup.ts";
import { syncAcl } from "./sync-acl.ts";
import { writeConfig } from "./write-config.ts";

/** When to try again to write what could not be written, if nothing changes before. */
const retryMilliseconds = 10_000;

/**
 * Keeps what a proxy goes by current: the gate sessions that ended, and its configuration when
 * services, rules or keys change. What can't be done is said once, and tried again at each call.
 */
export class FolderKeeper {
  readonly #folder: string;
  readonly #setup: Setup;
  readonly #say: (line: string) => void;
  readonly #changes = new GateChanges();
  readonly #faults = new Map<string, string>();
  #revoked: string | undefined;
  #stale = false;
  #unloaded = false;
  #nextTry = 0;

  /** @param folder with the configuration, as `writeConfig` wrote it from `setup` */
  constructor(folder: string, setup: Setup, say: (line: string) => void) {
    this.#folder = folder;
    this.#setup = setup;
    this.#say = say;
  }

  /** Reads what changed since the last time, and hands it on. Never throws. */
  readonly refresh = onceMore(async () => {
    await this.#attempt("the database", () =>
      this.#changes.read(async () => {
        this.#stale = true;
        this.#nextTry = 0;
      }),
    );
    await this.#attempt("the revoked sessions", () => this.#handOnRevoked());
    // Not waited for: who is refused must not wait for it.
    if (this.#isDue() || this.#unloaded) this.#rewrite();
  });

  readonly #rewrite = onceMore(() =>
    this.#attempt("the configuration", async () => {
      if (this.#isDue()) await this.#writeAgain();
      if (this.#unloaded) await this.#reload();
    }),
  );

  #isDue(): boolean {
    return this.#stale && performance.now() >= this.#nextTry;
  }

  async #handOnRevoked(): Promise<void> {
    const ids = [...this.#changes.ended.keys()];
    const text = ids.map((id) => `${id}\n`).join("");
    const file = join(this.#folder, revokedFile);
    // Before the first look at the database, what the file has from an earlier run stays.
    if (!this.#changes.known) return;
    if (text !== this.#revoked) await replaceFile(file, text, 0o644);
    this.#revoked = text;
    if (this.#setup.proxy === "haproxy") {
      await syncAcl(join(this.#folder, "admin.sock"), file, ids);
    }
  }

  async #writeAgain(): Promise<void> {
    this.#stale = false;
    try {
      if (await writeConfig(this.#setup, this.#folder)) this.#unloaded = true;
    } catch (error) {
      this.#stale = true;
      this.#nextTry = performance.now() + retryMilliseconds;
      throw error;
    }
  }

  /** Fails for a moment while HAProxy's master is busy with a reload: the next call tries again. */
  async #reload(): Promise<void> {
    if (this.#setup.proxy === "haproxy") {
      await askHaproxy(join(this.#folder, "master.sock"), ["reload"]);
    }
    this.#unloaded = false;
    this.#say(`${this.#folder}: written again, since something changed`);
  }

  async #attempt(what: string, work: () => Promise<void>): Promise<void> {
    const before = this.#faults.get(what);
    try {
      await work();
      if (before) this.#say(`${this.#folder}: ${what}: well again`);
      this.#faults.delete(what);
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      if (fault !== before) this.#say(`${this.#folder}: ${what}: ${fault}`);
      this.#faults.set(what, fault);
    }
  }
}
