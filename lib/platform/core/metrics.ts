import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { singleton } from "./singleton";

/*
 * What a process has counted since its start, in the text format of Prometheus. Labels are from fixed
 * lists: never a path, a user or an address, which have no limit. Source:
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */

/** Everything that is counted as it happens; states are read on request. docs/deploy.md explains each. */
const COUNTERS = {
  requests: "http_requests_total",
  events: "security_events_total",
  throttled: "throttled_total",
  mails: "mails_total",
} as const;

/** How long the answers to requests took. */
const DURATION = "http_request_duration_seconds";
/** The upper bounds of the histogram's buckets, in seconds; the last bucket has none. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Counter = keyof typeof COUNTERS;
type Labels = Readonly<Record<string, string | number>>;

/** A state at the time of the request for metrics. */
export type Gauge = { name: string; value: number };

const counted = () => singleton("metrics", () => new Map<Counter, Map<string, number>>());

/** Adds to a counter of this process. */
export function count(counter: Counter, labels: Labels = {}, by = 1): void {
  const samples = counted().get(counter) ?? new Map<string, number>();
  const key = written(labels);
  samples.set(key, (samples.get(key) ?? 0) + by);
  counted().set(counter, samples);
}

const durations = () =>
  singleton("metrics.durations", () => ({
    buckets: new Array<number>(BOUNDS.length + 1).fill(0),
    sum: 0,
  }));

/** Records how long the answer to a request took. */
export function observeRequest(seconds: number): void {
  const { buckets } = durations();
  const fits = BOUNDS.findIndex((bound) => seconds <= bound);
  const bucket = fits < 0 ? BOUNDS.length : fits;
  buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  durations().sum += seconds;
}

/** Everything counted and these states, as Prometheus reads them. */
export function metricsText(gauges: readonly Gauge[]): string {
  const counters = Object.entries(COUNTERS).map(([counter, name]) => {
    const samples = counted().get(counter as Counter) ?? new Map([["", 0]]);
    return family(name, "counter", [...samples]);
  });
  const states = gauges.map(({ name, value }) => family(name, "gauge", [["", value]]));
  return [...counters, histogram(), ...states].join("");
}

/** Each bucket includes those before it. */
function histogram(): string {
  const { buckets, sum } = durations();
  let seen = 0;
  const samples = buckets.map((inIt, n): [string, number] => {
    seen += inIt;
    return [`_bucket${written({ le: BOUNDS[n] ?? "+Inf" })}`, seen];
  });
  return family(DURATION, "histogram", [...samples, ["_sum", sum], ["_count", seen]]);
}

/** @param samples the text after the name in each, and its value */
function family(
  name: string,
  type: "counter" | "gauge" | "histogram",
  samples: [string, number][],
): string {
  const full = `${APPLICATION_NAME}_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labels} ${value}\n`);
  return `# TYPE ${full} ${type}\n${lines.join("")}`;
}

/** `{a="b",c="d"}`; nothing where there is no label. */
function written(labels: Labels): string {
  let text = "";
  for (const name in labels) text += `${text ? "," : "{"}${name}="${escaped(labels[name] ?? "")}"`;
  return text && `${text}}`;
}

const escaped = (value: string | number) => String(value).replace(/[\\"\n]/g, "_");
