import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const minute = 60_000;

/** One of Debian's packages, and a file that is there once it is installed. */
type Package = [name: string, file: string];

const proxies: Package[] = [
  ["nginx-light", "/usr/sbin/nginx"],
  ["caddy", "/usr/bin/caddy"],
  ["haproxy", "/usr/sbin/haproxy"],
  ["lighttpd", "/usr/sbin/lighttpd"],
  ["lighttpd-mod-openssl", "/usr/lib/lighttpd/mod_openssl.so"],
  ["lighttpd-modules-lua", "/usr/lib/lighttpd/mod_magnet.so"],
  ["lua-luaossl", "/usr/share/lua/5.3/openssl.lua"],
  ["openssl", "/usr/bin/openssl"],
];

/**
 * What the recipes in other languages need: their tests are skipped without it. It comes with some
 * hundred megabytes, and newer libraries of the system, which are for a CI machine to get unasked.
 */
const languages: Package[] = [
  ["python3-jwt", "/usr/lib/python3/dist-packages/jwt/__init__.py"],
  ["python3-cryptography", "/usr/lib/python3/dist-packages/cryptography/__init__.py"],
  ["golang-go", "/usr/bin/go"],
  ["golang-github-coreos-go-oidc-dev", "/usr/share/gocode/src/github.com/coreos/go-oidc/verify.go"],
];

const missing = (packages: Package[]) =>
  packages.filter(([, file]) => !existsSync(file)).map(([name]) => name);

/**
 * Installs the proxies that aren't there, where it may (as root, or by sudo without a password), and
 * in CI what the recipes need.
 * @returns the packages of proxies that are still missing
 */
export function findProxies(): string[] {
  const wanted = [missing(proxies), process.env.CI ? missing(languages) : []].filter(
    (names) => names.length > 0,
  );
  if (wanted.length === 0) return [];
  const [command = "", ...as] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const run = (words: string[]) => {
    console.error(`Missing for these tests; trying: ${command} ${words.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(command, [...as, ...words], { stdio: ["ignore", 2, 2], timeout: 8 * minute, env });
  };
  run(["update", "-qq"]);
  for (const names of wanted) run(["install", "-y", "-qq", "--no-install-recommends", ...names]);
  return missing(proxies);
}
