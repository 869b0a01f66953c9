import { readFile } from "node:fs/promises";
import { claimsFor, cookieOf, signer } from "#edge/support/tickets.ts";
import { measureLoad } from "./load.ts";

const batches = 6;
const batch = 20_000;
const seconds = 4;

/** Resident memory of a process, in MiB (proc(5)). */
const residentOf = async (pid: number) => {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
};

/**
 * Asks a gate about tickets that it has never seen, far more than it remembers.
 * @returns for each batch, the tickets that it had seen by then and the memory of its process
 */
export async function measureMemory(
  { gate, pid }: { gate: number; pid: number },
  { name, host }: { name: string; host: string },
): Promise<{ tickets: number; mebibytes: number }[]> {
  const about = [
    `X-Forwarded-Host: ${host}`,
    "X-Forwarded-Method: GET",
    "X-Forwarded-Uri: /",
    "Host: gate",
  ].join("\r\n");
  const sign = await signer();
  const measured = [];
  let tickets = 0;
  for (let round = 0; round < batches; round += 1) {
    const requests: string[] = [];
    while (requests.length < batch) {
      const cookie = cookieOf(await sign(claimsFor(name))).join(": ");
      requests.push(`GET /verify HTTP/1.1\r\n${about}\r\n${cookie}\r\n\r\n`);
    }
    const load = { port: gate, requests, connections: 32, seconds };
    const { perSecond } = await measureLoad(load, "HTTP/1.1 204");
    tickets += Math.min(batch, perSecond * seconds);
    measured.push({ tickets, mebibytes: await residentOf(pid) });
  }
  return measured;
}
