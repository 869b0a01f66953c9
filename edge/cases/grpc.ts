import { once } from "node:events";
import { connect, createServer, type IncomingHttpHeaders } from "node:http2";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { expect } from "vitest";
import type { Case } from "../support/world.ts";

/** A frame as gRPC has it: not compressed, its length, its bytes. */
const frame = Buffer.from([0, 0, 0, 0, 2, 104, 105]);

/** Answers over HTTP/2 without TLS as a gRPC service does: an echo, and the status in a trailer. */
const startGrpcService = async () => {
  const arrivals: IncomingHttpHeaders[] = [];
  const server = createServer();
  server.on("stream", async (stream, headers) => {
    arrivals.push(headers);
    const sent = await buffer(stream);
    stream.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.end(sent);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.close();
    await once(server, "close");
  };
  return { port: (server.address() as AddressInfo).port, arrivals, stop };
};

/** Sends one call by HTTP/2. */
const call = async (at: number, host: string, more: Record<string, string>) => {
  const [servername] = host.split(":");
  const client = connect(`https://127.0.0.1:${at}`, { servername });
  try {
    const stream = client.request({
      ":method": "POST",
      ":path": "/things.Things/List",
      ":authority": host,
      "content-type": "application/grpc",
      te: "trailers",
      ...more,
    });
    let trailers: IncomingHttpHeaders = {};
    stream.on("trailers", (given) => {
      trailers = given;
    });
    stream.end(frame);
    const [headers] = await once(stream, "response");
    return { status: headers[":status"], body: await buffer(stream), trailers };
  } finally {
    client.destroy();
  }
};

/** HTTP/2 to the service, as gRPC needs it. */
export const grpcCases: Case[] = [
  {
    name: "gRPC passes with a ticket, its trailers too, and is refused without",
    run: async ({ beside, service, ticket }) => {
      const grpc = await startGrpcService();
      try {
        await beside({ upstream: grpc.port, http2: true }, async (at) => {
          const refused = await call(at, service.host, {});
          expect([refused.status, grpc.arrivals.length]).toEqual([401, 0]);
          const [, cookie] = await ticket({ sub: "somebody" });
          const passed = await call(at, service.host, { cookie, "x-auth-subject": "forged" });
          expect([passed.status, passed.trailers["grpc-status"]]).toEqual([200, "0"]);
          expect(passed.body).toEqual(frame);
          expect(grpc.arrivals.map((headers) => headers["x-auth-subject"])).toEqual(["somebody"]);
        });
      } finally {
        await grpc.stop();
      }
    },
  },
];
