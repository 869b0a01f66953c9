import type { z } from "zod";
import { isConnectionFailure } from "#lib/database.ts";
import { isOurOrigin } from "#lib/env.ts";
import { isRefusal, type Refusal, refuse } from "#lib/errors.ts";
import { checkLimit } from "#lib/limits/check-limit.ts";
import type { LimitName } from "#lib/limits/limits.ts";
import { opaqueIdPattern } from "#lib/opaque-id.ts";
import { findLack, type Needs } from "#lib/sessions/find-lack.ts";
import { readSession, type SignedIn } from "#lib/sessions/read-session.ts";
import { log } from "#lib/telemetry/log.ts";
import { readBrowser } from "./browser-cookie.ts";
import { type Caller, callerOf } from "./caller.ts";
import { isNavigation } from "./is-navigation.ts";
import { apiHeaders, problemResponse } from "./problem.ts";
import { problemPage } from "./problem-page.ts";
import { readBody } from "./read-body.ts";

/** What a handler is given: the parsed body, the id in the path, and who sent it. */
export type Call<B> = {
  request: Request;
  body: B;
  /** The path's `[id]`, of the shape that ids have; empty where the path has none. */
  id: string;
  caller: Caller;
  /** Reads the session at the first use; null when signed out. */
  signedIn: () => Promise<SignedIn | null>;
};

/** What a handler answers with, when it does not refuse. */
export type Answer = {
  status: number;
  body?: unknown;
  cookies?: string[];
  /** Where a redirection leads. */
  location?: string;
};

/** A route handler of Next.js, which is a plain function of a Request. */
export type Handler = (
  request: Request,
  context?: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

const reads = ["GET", "HEAD"];

/** A change needs an Origin of ours and a JSON body, neither of which another site can send. */
const entryFault = (request: Request): Refusal | null => {
  if (reads.includes(request.method)) return null;
  const origin = request.headers.get("origin");
  if (!origin || !isOurOrigin(origin)) return refuse("cross-origin");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse("content-type");
  const coding = request.headers.get("content-encoding") ?? "identity";
  return coding.trim().toLowerCase() === "identity" ? null : refuse("content-encoding");
};

/** What is checked before a body is read: on success, what it adds to the call. */
type Guard<G> = (call: Omit<Call<undefined>, "body">) => Promise<G | Refusal>;

type Options<B, C> = {
  /** What its calls are counted against (lib/limits/limits.ts). */
  limit: LimitName;
  body?: z.ZodType<B> | null;
  /** A browser goes there by itself: a person gets a refusal as a page. */
  navigated?: boolean;
  /** The mail address that a call is about, where the limit counts by that too. */
  mailbox?: (call: C) => string;
};

type Passed<B, G> = Call<B> & { passed: G };

const wrap =
  <B, G>(
    guard: Guard<G>,
    { limit, body = null, navigated = false, mailbox }: Options<B, Passed<B, G>>,
    work: (call: Passed<B, G>) => Promise<Answer | Refusal>,
  ): Handler =>
  async (request, context) => {
    const caller = callerOf(request);
    let session: Promise<SignedIn | null> | undefined;
    const signedIn = () => {
      session ??= readSession(request.headers.get("cookie"));
      return session;
    };
    const serve = async (): Promise<Answer | Refusal> => {
      const wrong = entryFault(request);
      if (wrong) return wrong;
      const sender = { address: caller.ip, browser: readBrowser(request) };
      const tooMany = await checkLimit(limit, sender);
      if (tooMany) return tooMany;
      const given = (await context?.params)?.id;
      const id = typeof given === "string" ? given : "";
      const call = { request, caller, signedIn, id };
      const passed = await guard(call);
      if (isRefusal(passed)) return passed;
      if (id && !opaqueIdPattern.test(id)) return refuse("not-found");
      if (!body) return await work({ ...call, passed, body: undefined as B });
      const read = await readBody(request, body);
      if (isRefusal(read)) return read;
      const whole = { ...call, passed, body: read.value };
      const tooManyMails = mailbox && (await checkLimit(limit, { mailbox: mailbox(whole) }));
      return tooManyMails || (await work(whole));
    };
    const answerRefusal = (refusal: Refusal) => {
      const { headers } = request;
      return navigated && isNavigation(headers.get("accept"), headers.get("upgrade"))
        ? problemPage(refusal, request, caller.requestId)
        : problemResponse(refusal, caller.requestId);
    };
    try {
      const result = await serve();
      if (!isRefusal(result)) return answer(result, caller.requestId);
      log.info({ requestId: caller.requestId, code: result.refused, reason: result.reason });
      return answerRefusal(result);
    } catch (error) {
      log.error({ requestId: caller.requestId, err: error }, "a request failed");
      return answerRefusal(refuse(isConnectionFailure(error) ? "unavailable" : "server-error"));
    }
  };

const answer = ({ status, body, cookies = [], location }: Answer, requestId: string): Response => {
  const headers = apiHeaders(requestId);
  for (const cookie of cookies) headers.append("Set-Cookie", cookie);
  if (location) headers.set("Location", location);
  if (body === undefined) return new Response(null, { status, headers });
  headers.set("Content-Type", "application/json");
  return new Response(JSON.stringify(body), { status, headers });
};

/**
 * Wraps the work of one route handler in what all of them need: origin, content type, limit, size and
 * shape of the body, request id, and problem+json for refusals and surprises alike.
 */
export function handle<B = undefined>(
  options: Options<B, Call<B>>,
  work: (call: Call<B>) => Promise<Answer | Refusal>,
): Handler {
  return wrap(async () => null, options, work);
}

/** What a handler for those who are signed in is given. */
export type OwnCall<B> = Omit<Call<B>, "signedIn"> & { signedIn: SignedIn };

/** As `handle`, for those who are signed in alone; their calls count by account too. */
export function handleSignedIn<B = undefined>(
  { limit, body = null, mailbox, ...needs }: Options<B, OwnCall<B>> & Needs,
  work: (call: OwnCall<B>) => Promise<Answer | Refusal>,
): Handler {
  const guard = async ({ signedIn }: { signedIn: () => Promise<SignedIn | null> }) => {
    const own = await signedIn();
    if (!own) return refuse("signed-out");
    const lack = findLack(own, needs);
    return lack ?? (await checkLimit(limit, { account: own.account.id })) ?? own;
  };
  const toOwn = (call: Passed<B, SignedIn>): OwnCall<B> => ({ ...call, signedIn: call.passed });
  const options: Options<B, Passed<B, SignedIn>> = { limit, body };
  if (mailbox) options.mailbox = (call) => mailbox(toOwn(call));
  return wrap(guard, options, (call) => work(toOwn(call)));
}
