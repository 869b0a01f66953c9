import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { HttpRequest } from "@azure/functions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newService } from "#e2e/support/gate.ts";
import { signingKey } from "#lib/gate/gate-keys.ts";
import { forgeries } from "../cases/forgeries.ts";
import { startSite } from "../support/start-site.ts";
import { claimsFor, cookieOf, inSeconds, sign } from "../support/tickets.ts";

const here = import.meta.dirname;
const python = "/usr/bin/python3";
const runs = (command: string, ...words: string[]) => spawnSync(command, words).status === 0;

/** Where Debian puts Go packages; of go-oidc it has 2.1, which has what the recipe asks of 3. */
const gocode = "/usr/share/gocode";
const goOidc = join(gocode, "src/github.com/coreos/go-oidc");

/** Makes a place where Go finds the recipe, with Debian's go-oidc under the name of version 3. */
const layGoPath = async (root: string) => {
  const own = join(root, "src/ticket");
  await mkdir(own, { recursive: true });
  await cp(join(here, "read_ticket.go"), join(own, "read_ticket.go"));
  await writeFile(join(own, "main.go"), goDriver);
  const library = join(root, "src/github.com/coreos/go-oidc/v3/oidc");
  const filter = (file: string) => !/_test\.go$|\/example$/.test(file);
  await cp(goOidc, library, { recursive: true, filter });
  return { own, env: { GO111MODULE: "off", GOPATH: `${root}:${gocode}` } };
};

/** Reads Cookie headers as JSON from standard input; writes the subjects, or null for nobody. */
const pythonDriver = `
import json, sys
from read_ticket import read_ticket
print(json.dumps([(read_ticket(one) or {}).get("sub") for one in json.load(sys.stdin)]))
`;
const goDriver = `package main

import (
	"encoding/json"
	"net/http"
	"os"
)

func main() {
	var cookies []string
	json.NewDecoder(os.Stdin).Decode(&cookies)
	subjects := []*string{}
	for _, cookie := range cookies {
		claims := ReadTicket(&http.Request{Header: http.Header{"Cookie": {cookie}}})
		if claims == nil {
			subjects = append(subjects, nil)
		} else {
			subjects = append(subjects, &claims.Sub)
		}
	}
	json.NewEncoder(os.Stdout).Encode(subjects)
}
`;

type Subjects = (string | null)[];

/** Runs a program on Cookie headers. */
const ask = async (
  cookies: string[],
  [command = "", ...words]: string[],
  cwd: string,
  env = {},
) => {
  const child = spawn(command, words, {
    cwd,
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  child.stdin.end(JSON.stringify(cookies));
  return JSON.parse(await text(child.stdout)) as Subjects;
};

const required = ["sub", "did", "roles", "auth_time", "iat", "exp", "jti"];

/** What a library lets pass unless it is told not to. */
const lenient: Record<string, Parameters<typeof claimsFor>[1]> = {
  "a ticket that is good in half a minute": { nbf: inSeconds(30) },
  "a ticket of an hour from now": { iat: inSeconds(3600), exp: inSeconds(3900) },
  ...Object.fromEntries(required.map((claim) => [`without ${claim}`, { [claim]: undefined }])),
};

describe("a service that checks tickets by itself", () => {
  const started = new AsyncDisposableStack();
  let folder = "";
  let service = "";
  /** Headers of a good ticket, of those of `forgeries` and `lenient` in their order, and of none. */
  let cookies: string[] = [];

  beforeAll(async () => {
    const site = await startSite(true);
    started.defer(site.stop);
    folder = site.folder;
    await signingKey();
    service = (await newService()).name;
    Object.assign(process.env, { GATE_ISSUER: site.origin, GATE_SERVICE: service });
    const good = await sign(claimsFor(service, { sub: "somebody", roles: "reader admin" }));
    const about = { service: { name: service }, place: { upstream: site.app } };
    const forged = await Promise.all(Object.values(forgeries).map((forge) => forge(about)));
    const claims = Object.values(lenient).map((changes) => claimsFor(service, changes));
    const loose = await Promise.all(claims.map(async (one) => [await sign(one)]));
    cookies = [[good], ...forged, ...loose].map(
      (tickets) => `a=b; ${cookieOf(...tickets)[1]}; c=d`,
    );
    cookies.push("a=b");
  });
  afterAll(() => started.disposeAsync());

  const expectGood = (subjects: Subjects) => {
    const bad = [...Object.keys(forgeries), ...Object.keys(lenient)];
    const names = ["a good ticket", ...bad, "no ticket"];
    const passed = names.filter((_, at) => subjects[at] !== null);
    expect(passed).toEqual(["a good ticket"]);
    expect(subjects.length).toBe(cookies.length);
    expect(subjects[0]).toBe("somebody");
  };

  test("in Node", async () => {
    const { readTicket } = await import("./read-ticket.mjs");
    const claims = await Promise.all(cookies.map(readTicket));
    expectGood(claims.map((one) => one?.sub ?? null));
  });

  test("as an Azure Function", async () => {
    const { things } = await import("./azure-function.mjs");
    const answer = (cookie: string) =>
      things(
        new HttpRequest({ url: "http://localhost/api/things", method: "GET", headers: { cookie } }),
      );
    const answers = await Promise.all(cookies.map(answer));
    expectGood(answers.map(({ jsonBody }) => jsonBody.subject ?? null));
    expect(answers.map(({ status }) => status)).toEqual([
      undefined,
      ...cookies.slice(1).map(() => 401),
    ]);
    const [, reader] = cookieOf(await sign(claimsFor(service, { roles: "reader administrator" })));
    expect((await answer(reader)).status).toBe(403);
  });

  test("in Python", async ({ skip }) => {
    skip(!runs(python, "-c", "import jwt, cryptography"), "python3-jwt is not installed");
    expectGood(await ask(cookies, [python, "-c", pythonDriver], here));
  });

  test("in Go, with go-oidc 2.1", { timeout: 120_000 }, async ({ skip }) => {
    skip(!runs("go", "version"), "golang-go is not installed");
    skip(!existsSync(goOidc), "golang-github-coreos-go-oidc-dev is not installed");
    const { own, env } = await layGoPath(join(folder, "go"));
    expectGood(await ask(cookies, ["go", "run", "."], own, env));
  });
});
