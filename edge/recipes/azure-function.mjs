import { app } from "@azure/functions";
import { readTicket } from "./read-ticket.mjs";

/** Answers whoever has a ticket; the role is for the function to ask for. */
export async function things(request) {
  const claims = await readTicket(request.headers.get("cookie"));
  if (!claims) return { status: 401, jsonBody: { code: "signed-out" } };
  if (!claims.roles.split(" ").includes("admin")) {
    return { status: 403, jsonBody: { code: "no-access" } };
  }
  return { jsonBody: { subject: claims.sub } };
}

app.http("things", { methods: ["GET"], authLevel: "anonymous", handler: things });
