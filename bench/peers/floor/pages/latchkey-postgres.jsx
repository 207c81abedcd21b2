import { constantOf } from "../lib/constants.mjs";
import { Markup } from "../lib/Markup";

export default function Page() {
  return <Markup of="latchkey-postgres" />;
}

export function getServerSideProps() {
  constantOf("latchkey-postgres");
  return { props: {} };
}
