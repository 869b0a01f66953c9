import { type ReactNode, useId } from "react";

type SelectFieldProps<Value extends string> = {
  label: string;
  /** Stands for the label, which is then there for screen readers alone. */
  icon: ReactNode;
  value: Value;
  /** What can be chosen, each with its words. */
  options: Record<Value, string>;
  onChoose: (value: Value) => void;
};

/** A labelled choice of one among a few. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, icon, value, options, onChoose } = props;
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="[&_svg]:size-4.5">
        {icon}
        <span className="sr-only">{label}</span>
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value as Value)}
        className="min-h-11 rounded-md border bg-background px-2 text-foreground"
      >
        {(Object.entries(options) as [Value, string][]).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
