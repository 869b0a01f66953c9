import { parseSetCookie } from "cookie";

/** A browser over HTTP, as small as it can be: it keeps cookies, and throws at any refusal. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async send<Body>(method: string, path: string, body?: object): Promise<Body> {
    const response = await fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        origin: this.#origin,
        cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; "),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    for (const header of response.headers.getSetCookie()) {
      const { name, value = "" } = parseSetCookie(header, { decode: (text) => text });
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text || "null") as Body;
  }
}
