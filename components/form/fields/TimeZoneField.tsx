import { useTexts } from "@/components/reader/useTexts";
import { SelectField } from "./SelectField";

type TimeZoneFieldProps = {
  /** IANA names, sorted. */
  names: string[];
  hint: string;
  defaultValue: string;
  error: string | undefined;
};

/** A choice of time zone, by continent; first comes the browser's. */
export function TimeZoneField({ names, ...field }: TimeZoneFieldProps) {
  const t = useTexts("settingsLanguage");
  const other = t("settingsLanguage.otherZones");
  const groups = new Map<string, { value: string; label: string }[]>();
  // A zone that the account has stored stays a choice, even if the server's list lacks it.
  const all = field.defaultValue ? [...new Set([...names, field.defaultValue])] : names;
  for (const value of all.filter((name) => name !== "UTC")) {
    const [continent = "", ...place] = value.split("/");
    const group = place.length > 0 ? continent : other;
    const label = (place.join(", ") || value).replaceAll("_", " ");
    groups.set(group, [...(groups.get(group) ?? []), { value, label }]);
  }
  return (
    <SelectField
      label={t("settingsLanguage.timeZone")}
      name="timeZone"
      options={[
        { value: "", label: t("settingsLanguage.ownTimeZone") },
        { value: "UTC", label: "UTC" },
      ]}
      groups={[...groups].map(([label, options]) => ({ label, options }))}
      {...field}
    />
  );
}
