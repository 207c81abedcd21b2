import styles from "./Checkbox.module.css";

type CheckboxProps = {
  label: string;
  name: string;
  defaultChecked?: boolean | undefined;
};

/** A checkbox whose whole line can be tapped. Ticked, it sends "on"; unticked, nothing. */
export function Checkbox({ label, name, defaultChecked }: CheckboxProps) {
  return (
    <>
      <label className={styles.row}>
        <input
          className={styles.box}
          type="checkbox"
          name={name}
          value="on"
          defaultChecked={defaultChecked}
        />
        <span>{label}</span>
      </label>{" "}
    </>
  );
}
