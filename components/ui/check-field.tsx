type CheckFieldProps = { label: string; checked: boolean; onCheck: (checked: boolean) => void };

/** A box to tick, with its label beside it. */
export function CheckField({ label, checked, onCheck }: CheckFieldProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 wrap-anywhere">
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onCheck(target.checked)}
        className="size-5 shrink-0 accent-primary"
      />
      {label}
    </label>
  );
}
