import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { browserFailureKinds, type FailureKind } from "#components/passkeys/failure.ts";
import { FailureMessage } from "#components/passkeys/failure-message.tsx";
import { type ProblemCode, problems } from "#lib/errors.ts";

export const metadata: Metadata = { title: "Every failure" };

const kinds: FailureKind[] = [...browserFailureKinds, ...(Object.keys(problems) as ProblemCode[])];

/** What a person can meet, all at once, for whoever works on the words; not in production. */
export default function GalleryPage() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <div className="mx-auto grid max-w-md gap-6">
      <h1>Every failure</h1>
      {kinds.map((kind) => (
        <section key={kind} aria-label={kind} className="grid gap-2">
          <h2 className="font-mono text-sm">{kind}</h2>
          <FailureMessage failure={{ kind, fields: [] }} />
        </section>
      ))}
    </div>
  );
}
