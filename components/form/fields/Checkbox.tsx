import { useTyped } from "@/components/form/asked";
import styles from "./Checkbox.module.css";

type CheckboxProps = {
  label: string;
  name: string;
  /** The value it sends when ticked; it distinguishes several of one name. */
  value?: string;
  defaultChecked?: boolean | undefined;
};

/** A checkbox whose whole line can be tapped. Unticked, it sends nothing. */
export function Checkbox({ label, name, value = "on", defaultChecked }: CheckboxProps) {
  const typed = useTyped(name);
  return (
    <>
      <label className={styles.row}>
        <input
          className={styles.box}
          type="checkbox"
          name={name}
          value={value}
          defaultChecked={typed === undefined ? defaultChecked : typed.split(" ").includes(value)}
        />
        <span className={styles.words}>{label}</span>
      </label>{" "}
    </>
  );
}
