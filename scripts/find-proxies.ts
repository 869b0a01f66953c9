import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const minute = 60_000;

/** Debian's packages, each with a file that is there once it is installed. */
const packages: [name: string, file: string][] = [
  ["nginx-light", "/usr/sbin/nginx"],
  ["caddy", "/usr/bin/caddy"],
  ["haproxy", "/usr/sbin/haproxy"],
  ["lighttpd", "/usr/sbin/lighttpd"],
  ["lighttpd-mod-openssl", "/usr/lib/lighttpd/mod_openssl.so"],
  ["lighttpd-modules-lua", "/usr/lib/lighttpd/mod_magnet.so"],
  ["lua-luaossl", "/usr/share/lua/5.3/openssl.lua"],
  ["openssl", "/usr/bin/openssl"],
];

const missing = () => packages.filter(([, file]) => !existsSync(file)).map(([name]) => name);

/**
 * Installs the proxies that aren't there, where it may (as root, or by sudo without a password).
 * @returns the packages that are still missing
 */
export function findProxies(): string[] {
  const wanted = missing();
  if (wanted.length === 0) return [];
  const [command = "", ...as] = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  const run = (words: string[]) => {
    console.error(`Missing for these tests; trying: ${command} ${words.join(" ")}`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync(command, [...as, ...words], { stdio: ["ignore", 2, 2], timeout: 8 * minute, env });
  };
  run(["update", "-qq"]);
  run(["install", "-y", "-qq", "--no-install-recommends", ...wanted]);
  return missing();
}
