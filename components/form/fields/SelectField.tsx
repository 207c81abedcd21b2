import { useTyped } from "@/components/form/asked";
import styles from "./Field.module.css";
import { describedBy, FieldFrame } from "./FieldFrame";
import { useFieldId } from "./refused-id";

type Option = { value: string; label: string };

type SelectFieldProps = {
  label: string;
  labelHidden?: boolean | undefined;
  name: string;
  options: Option[];
  /** Further options, below headings. */
  groups?: { label: string; options: Option[] }[];
  hint?: string | undefined;
  defaultValue?: string | undefined;
  error?: string | undefined;
};

/** A labelled choice of one among several. */
export function SelectField(props: SelectFieldProps) {
  const { label, labelHidden, name, options, groups = [], hint, defaultValue, error } = props;
  const id = useFieldId(name, error);
  const typed = useTyped(name);
  return (
    <FieldFrame id={id} label={label} labelHidden={labelHidden} hint={hint} error={error}>
      <select
        id={id}
        name={name}
        className={styles.input}
        defaultValue={typed ?? defaultValue}
        aria-describedby={describedBy(id, hint)}
        aria-invalid={error ? true : undefined}
      >
        <Options options={options} />
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            <Options options={group.options} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  );
}

function Options({ options }: { options: Option[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
