import { globSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");

type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

type Route = { file: string; pattern: RegExp };

/** `app/api/things/[id]/route.ts` answers `/api/things/…`, and `[...rest]` all that is below. */
const toRoute = (file: string): Route => {
  const path = dirname(file).slice("app".length);
  const pattern = path
    .replaceAll(/\[\.\.\.(\w+)\]/g, "(?<$1>.+)")
    .replaceAll(/\[(\w+)\]/g, "(?<$1>[^/]+)");
  return { file: join(root, file), pattern: new RegExp(`^${pattern}$`) };
};

/** The more of a path is spelled out, the earlier it is tried, as Next.js does. */
const generality = ({ file }: Route) => (file.includes("[...") ? 2 : file.includes("[") ? 1 : 0);

const routes = globSync("app/{api,gate,.latchkey,.well-known}/**/route.ts", { cwd: root })
  .map(toRoute)
  .sort((a, b) => generality(a) - generality(b));

/**
 * Calls the route handler that Next.js would call, in this process.
 * @throws where there is none, since the answer would be the framework's own
 */
export async function callRoute(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const route = routes.find(({ pattern }) => pattern.test(pathname));
  const module = route && (await import(/* @vite-ignore */ route.file));
  const handler: RouteHandler | undefined = module?.[request.method];
  if (!handler) throw new Error(`${request.method} ${pathname} has no handler`);
  const matched = route?.pattern.exec(pathname)?.groups ?? {};
  const params = Object.entries(matched).map(([name, text]) => [name, decodeURIComponent(text)]);
  return handler(request, { params: Promise.resolve(Object.fromEntries(params)) });
}
