import { clsx } from "clsx";

const variants = {
  primary: "bg-primary px-4 text-primary-foreground hover:bg-primary/90",
  secondary: "border border-input bg-card px-4 text-card-foreground hover:bg-accent",
  ghost: "px-3 text-foreground hover:bg-accent",
  destructive: "bg-destructive px-4 text-destructive-foreground hover:bg-destructive/90",
};

export type ButtonVariant = keyof typeof variants;

/** The look of a button, for buttons and for links that stand beside them. */
export function buttonClass(variant: ButtonVariant = "primary", className?: string): string {
  return clsx(
    "inline-flex min-h-11 items-center justify-center gap-2 rounded-md py-2 text-center font-medium",
    "cursor-pointer transition-colors aria-disabled:cursor-default aria-disabled:opacity-60",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    className,
  );
}
