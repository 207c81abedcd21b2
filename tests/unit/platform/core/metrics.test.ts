import { count, metricsText, observeRequest } from "@/lib/platform/core/metrics";

/** A sample: a name, labels with quoted values, and a number. */
const SAMPLE =
  /^[a-z_]+(?:\{[a-z]+="[^"\\\n]*"(?:,[a-z]+="[^"\\\n]*")*\})? -?[\d.]+(?:e[+-]?\d+)?$/;

test("counts add up by label", () => {
  count("requests", { method: "GET", status: 200 });
  count("requests", { method: "GET", status: 200 }, 2);
  count("requests", { method: "GET", status: 404 });
  expect(metricsText([])).toContain(
    [
      "# TYPE latchkey_http_requests_total counter",
      'latchkey_http_requests_total{method="GET",status="200"} 3',
      'latchkey_http_requests_total{method="GET",status="404"} 1',
      "",
    ].join("\n"),
  );
});

test("an unused counter is 0, so that its first step shows", () => {
  expect(metricsText([])).toContain("\nlatchkey_mails_total 0\n");
});

test("durations are a histogram: each bucket includes those before", () => {
  for (const seconds of [0.004, 0.005, 0.3, 0.3, 60]) observeRequest(seconds);
  const [, text = ""] = metricsText([]).split("# TYPE latchkey_http_request_duration_seconds ");
  const lines = text.split("\n").slice(0, 15);
  const values = lines
    .slice(1, -1)
    .map((line) => line.replace("latchkey_http_request_duration_seconds_", ""));
  expect(lines[0]).toBe("histogram");
  expect(values).toEqual([
    ...["0.005", "0.01", "0.025", "0.05", "0.1", "0.25"].map((le) => `bucket{le="${le}"} 2`),
    ...["0.5", "1", "2.5", "5", "10"].map((le) => `bucket{le="${le}"} 4`),
    'bucket{le="+Inf"} 5',
    "sum 60.609",
  ]);
  expect(text).toContain("latchkey_http_request_duration_seconds_count 5\n");
});

test("every line is readable for Prometheus, whatever a label holds", () => {
  count("throttled", { limit: 'a"b\\c\nd' });
  const lines = metricsText([{ name: "database_up", value: 1 }])
    .trimEnd()
    .split("\n");
  const samples = lines.filter((line) => !line.startsWith("# TYPE latchkey_"));
  expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
  expect(samples).toContain("latchkey_database_up 1");
});
