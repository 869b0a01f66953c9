import { execFile } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { promisify } from "node:util";

/** Paths of a certificate, of its key, and of both in one file. */
export type Certificate = { certificate: string; key: string; both: string };

const names = "subjectAltName=DNS:localhost,DNS:service.localhost";

/** Makes a certificate of this machine's names, which this process and its children trust. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const own = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const words = ["-subj", "/CN=localhost", "-addext", names, "-keyout", key, "-out", certificate];
  await promisify(execFile)("openssl", ["req", "-x509", ...own, ...words]);
  const texts = [await readFile(certificate, "utf8"), await readFile(key, "utf8")];
  const both = join(folder, "both.pem");
  await writeFile(both, texts.join(""));
  setDefaultCACertificates([...getCACertificates(), texts[0] ?? ""]);
  // OpenSSL's own name for it, and Go's.
  process.env.SSL_CERT_FILE = certificate;
  return { certificate, key, both };
}

/** What Chromium knows a certificate by that it is to take for good: the hash of its key. */
export async function hashOfKey({ certificate }: Certificate): Promise<string> {
  const { publicKey } = new X509Certificate(await readFile(certificate));
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("base64");
}
