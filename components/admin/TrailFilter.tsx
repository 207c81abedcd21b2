import Link from "next/link";
import { Form } from "@/components/form/Form";
import { Field } from "@/components/form/fields/Field";
import { SelectField } from "@/components/form/fields/SelectField";
import { SubmitButton } from "@/components/form/SubmitButton";
import { useReader } from "@/components/reader/reader-context";
import { useTexts } from "@/components/reader/useTexts";
import { LinkButton } from "@/components/ui/actions/LinkButton";
import { VisuallyHidden } from "@/components/ui/VisuallyHidden";
import { DAY_MS } from "@/lib/platform/core/time";
import { isoDay } from "@/lib/platform/texts/format/time";
import { FoldedFilter } from "./FoldedFilter";
import styles from "./TrailFilter.module.css";

const PAGE = "/admin/events";

/** The filters, by the names of their fields and of their labels. */
const NAMES = {
  account: "trail.account",
  by: "trail.by",
  token: "trail.byToken",
  organisation: "trailOrganisation.organisation",
  type: "trail.event",
  ipAddress: "trail.ipAddress",
  from: "trail.from",
  until: "trail.until",
} as const;

const PERIODS = [
  { label: "trail.today", days: 1 },
  { label: "trail.lastWeek", days: 7 },
  { label: "trail.lastMonth", days: 30 },
] as const;

type TrailFilterProps = {
  types: { value: string; label: string }[];
  /** The current filters, by field. */
  values: Record<string, string>;
  /** Whether there are organisations. */
  byOrganisation: boolean;
};

/** Filters the audit trail by a GET of the same page, so that a result has a URL. */
export function TrailFilter({ types, values, byOrganisation }: TrailFilterProps) {
  const t = useTexts("trail", "trailOrganisation");
  const { now, timeZone } = useReader();
  const since = (days: number) => {
    const today = Date.parse(isoDay(now, timeZone));
    return new Date(today - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  };
  const hrefOf = ({ until, ...others }: Record<string, string>, from: string) =>
    `${PAGE}?${new URLSearchParams({ ...others, from })}`;
  return (
    <>
      <FoldedFilter summary={t("trail.filters")}>
        <Form action={PAGE} method="get" layout="bare" role="search">
          <div className={styles.fields}>
            <Field label={t("trail.account")} name="account" defaultValue={values.account} />
            <Field label={t("trail.by")} name="by" defaultValue={values.by} />
            <SelectField
              label={t("trail.event")}
              name="type"
              options={[{ value: "", label: t("trail.anyEvent") }, ...types]}
              defaultValue={values.type ?? ""}
            />
            <Field label={t("trail.ipAddress")} name="ipAddress" defaultValue={values.ipAddress} />
            <Field label={t("trailOrganisation.token")} name="token" defaultValue={values.token} />
            {byOrganisation && (
              <Field
                label={t("trailOrganisation.organisation")}
                name="organisation"
                defaultValue={values.organisation}
              />
            )}
            <Field label={t("trail.from")} name="from" type="date" defaultValue={values.from} />
            <Field label={t("trail.until")} name="until" type="date" defaultValue={values.until} />
          </div>
          <p className={styles.hint}>{t("trail.hint", { timeZone })}</p>
          <div className={styles.buttons}>
            <SubmitButton>{t("trail.filter")}</SubmitButton>
            <LinkButton href={PAGE} variant="quiet">
              {t("trail.clear")}
            </LinkButton>
          </div>
        </Form>
      </FoldedFilter>
      <nav aria-label={t("trail.period")}>
        <ul className={styles.links}>
          {PERIODS.map(({ label, days }) => (
            <li key={label}>
              <Link
                className={styles.link}
                href={hrefOf(values, since(days))}
                prefetch={false}
                aria-current={!values.until && values.from === since(days) ? "true" : undefined}
              >
                {t(label)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <ActiveFilters types={types} values={values} />
    </>
  );
}

/** The current filters in words: each is a link that removes it. */
function ActiveFilters({ types, values }: Pick<TrailFilterProps, "types" | "values">) {
  const t = useTexts("trail", "trailOrganisation");
  const names = (Object.keys(NAMES) as (keyof typeof NAMES)[]).filter((name) => values[name]);
  if (names.length === 0) return null;
  const chips = names.map((name) => {
    const { [name]: value = "", ...others } = values;
    const words = types.find((type) => name === "type" && type.value === value)?.label ?? value;
    const href = `${PAGE}?${new URLSearchParams(others)}`;
    return { name, href, filter: t("trail.chip", { name: t(NAMES[name]), value: words }) };
  });
  return (
    <nav aria-label={t("trail.active")}>
      <ul className={styles.links}>
        {chips.map(({ name, href, filter }) => (
          <li key={name}>
            <Link className={styles.chip} href={href} prefetch={false}>
              <VisuallyHidden>{t("trail.remove")}</VisuallyHidden> {filter}{" "}
              <span aria-hidden="true">×</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
