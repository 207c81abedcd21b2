import { Icon } from "@/components/ui/Icon";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import styles from "./Features.module.css";

const features = [
  {
    icon: "bolt",
    title: "Sessions you can revoke",
    text: "Each sign-in is a row in the database. End one and its very next request is refused.",
  },
  {
    icon: "shield",
    title: "Guards at the route",
    text: "Every page and API route declares who may enter. There is no default to forget.",
  },
  {
    icon: "form",
    title: "Works without JavaScript",
    text: "Plain HTML forms from sign-up to sign-out. Scripts only make them nicer.",
  },
  {
    icon: "database",
    title: "Your own database",
    text: "SQLite out of the box, PostgreSQL by one setting. Nobody else holds your users.",
  },
] as const;

/** What sets the product apart, in four points. */
export function Features() {
  return (
    <section>
      <h2>
        <VisuallyHidden>What you get</VisuallyHidden>
      </h2>
      <ul className={styles.features}>
        {features.map(({ icon, title, text }) => (
          <li key={title}>
            <span className={styles.icon}>
              <Icon name={icon} />
            </span>
            <h3 className={styles.title}>{title}</h3>
            <p className={styles.text}>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
