/** Says what was done, beside where it was done; there before it says anything, so that it is announced. */
export function News({ children }: { children: string }) {
  return (
    <p role="status" className="rounded-lg bg-muted px-4 py-3 empty:absolute empty:p-0">
      {children}
    </p>
  );
}
