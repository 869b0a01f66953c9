import { parseSetCookie, stringifyCookie } from "cookie";
import { callRoute } from "./call-route.ts";
import { noteSecrets, secretInCookie, secretsIn } from "./secrets.ts";

/** What a handler answered. `body` is the parsed JSON, or null where there is none. */
export type Reply<Body = unknown> = { status: number; headers: Headers; body: Body };

type Sent = {
  /** Sent as JSON; a text is sent as it is. */
  body?: unknown;
  /** Added to what a browser sends; `null` leaves a header out. */
  headers?: Record<string, string | null>;
};

const verbatim = (value: string) => value;

/** How requests reach what answers them. */
export type Transport = (request: Request) => Promise<Response>;

/** A browser: it keeps cookies, and tells where it stands. */
export class HttpClient {
  readonly cookies = new Map<string, string>();
  readonly origin: string;
  readonly #headers: Sent["headers"];
  readonly #transport: Transport;

  /**
   * `headers` go with every request of this browser; without a `transport` the route handlers are
   * called in this process.
   */
  constructor(origin: string, headers: Sent["headers"] = {}, transport: Transport = callRoute) {
    this.origin = origin;
    this.#headers = headers;
    this.#transport = transport;
  }

  get<Body = unknown>(path: string, headers?: Sent["headers"]): Promise<Reply<Body>> {
    return this.send("GET", path, { ...(headers && { headers }) });
  }

  post<Body = unknown>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.send("POST", path, { body });
  }

  patch<Body = unknown>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.send("PATCH", path, { body });
  }

  delete<Body = unknown>(path: string): Promise<Reply<Body>> {
    return this.send("DELETE", path);
  }

  /** Sends any request. A change goes with Origin and Content-Type, unless they are taken out. */
  async send<Body = unknown>(
    method: string,
    path: string,
    { body, headers }: Sent = {},
  ): Promise<Reply<Body>> {
    const response = await this.#transport(
      new Request(new URL(path, this.origin), {
        method,
        headers: this.#headersOf(method, headers),
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    for (const header of response.headers.getSetCookie()) {
      noteSecrets(secretInCookie(header));
      this.#keep(header);
    }
    const text = await response.text();
    const parsed = text === "" ? null : JSON.parse(text);
    // Of a refusal, the code is a word.
    noteSecrets([...secretsIn(body), ...(response.ok ? secretsIn(parsed) : [])]);
    return { status: response.status, headers: response.headers, body: parsed };
  }

  #headersOf(method: string, added: Sent["headers"]): Headers {
    const headers = new Headers();
    if (method !== "GET") {
      headers.set("origin", this.origin);
      headers.set("content-type", "application/json");
    }
    const cookie = stringifyCookie(Object.fromEntries(this.cookies), { encode: verbatim });
    if (cookie) headers.set("cookie", cookie);
    for (const [name, value] of Object.entries({ ...this.#headers, ...added })) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    return headers;
  }

  #keep(header: string): void {
    const { name, value, maxAge, expires } = parseSetCookie(header, { decode: verbatim });
    const gone = maxAge === undefined ? expires && expires <= new Date() : maxAge <= 0;
    if (gone) this.cookies.delete(name);
    else this.cookies.set(name, value ?? "");
  }
}
