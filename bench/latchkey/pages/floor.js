// Renders the page of /dashboard from constant props: no session, no query, no guard.
import { readFileSync } from "node:fs";

export { default } from "./dashboard";

let props;

export function getServerSideProps() {
  props ??= JSON.parse(readFileSync(process.env.FLOOR_FILE, "utf8")).props;
  return { props };
}
