import { connectionCases } from "./connections.ts";
import { failureCases } from "./failures.ts";
import { grpcCases } from "./grpc.ts";
import { http2Cases } from "./http2.ts";
import { journeyCases } from "./journey.ts";
import { methodCases } from "./methods.ts";
import { pathCases } from "./paths.ts";
import { revocationCases } from "./revocation.ts";
import { ruleCases } from "./rules.ts";
import { smugglingCases } from "./smuggling.ts";
import { socketCases } from "./sockets.ts";
import { ticketCases } from "./tickets.ts";

/** What every proxy is run through, in each of its modes. */
export const cases = [
  ...ticketCases,
  ...ruleCases,
  ...pathCases,
  ...smugglingCases,
  ...methodCases,
  ...socketCases,
  ...connectionCases,
  ...http2Cases,
  ...grpcCases,
  ...revocationCases,
  ...failureCases,
  ...journeyCases,
];
