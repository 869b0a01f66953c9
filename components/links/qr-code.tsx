import { encode } from "uqr";

type QrCodeProps = {
  text: string;
  /** What it is, for those who don't see it. */
  label: string;
};

/** A QR code, dark on light in every theme: not every camera reads it the other way round. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const squares = data.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
  );
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-56 justify-self-center rounded-lg border bg-white"
    >
      <path d={squares.join("")} fill="black" />
    </svg>
  );
}
