import { APPLICATION_NAME } from "@/lib/platform/config/identity.mjs";
import { singleton } from "./singleton";

/*
 * What a process has counted since its start, in the text format of Prometheus. Labels are words of ours:
 * never a path, a user or an address, of which there is no end.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */

/** Everything that is counted as it happens; states are looked at when somebody asks. docs/deploy.md explains each. */
const COUNTERS = {
  requests: "http_requests_total",
  requestSeconds: "http_request_seconds_total",
  slowRequests: "http_requests_slow_total",
  events: "security_events_total",
  throttled: "throttled_total",
  mails: "mails_total",
} as const;

type Counter = keyof typeof COUNTERS;
type Labels = Readonly<Record<string, string | number>>;

/** A state at the moment of asking. */
export type Gauge = { name: string; value: number };

const counted = () => singleton("metrics", () => new Map<Counter, Map<string, number>>());

/** Adds to a counter of this process. */
export function count(counter: Counter, labels: Labels = {}, by = 1): void {
  const samples = counted().get(counter) ?? new Map<string, number>();
  const key = written(labels);
  samples.set(key, (samples.get(key) ?? 0) + by);
  counted().set(counter, samples);
}

/** All counters and these states, as Prometheus reads them. */
export function metricsText(gauges: readonly Gauge[]): string {
  const counters = Object.entries(COUNTERS).map(([counter, name]) => {
    const samples = counted().get(counter as Counter) ?? new Map([["", 0]]);
    return family(name, "counter", [...samples]);
  });
  const states = gauges.map(({ name, value }) => family(name, "gauge", [["", value]]));
  return [...counters, ...states].join("");
}

function family(name: string, type: "counter" | "gauge", samples: [string, number][]): string {
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
