import { count, metricsText } from "@/lib/platform/core/metrics";

/** A sample: a name, labels with quoted values, and a number. */
const SAMPLE =
  /^[a-z_]+(?:\{[a-z]+="[^"\\\n]*"(?:,[a-z]+="[^"\\\n]*")*\})? -?[\d.]+(?:e[+-]?\d+)?$/;

test("what is counted adds up, by its labels", () => {
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

test("a counter of nothing is 0, so that its first step shows", () => {
  expect(metricsText([])).toContain("\nlatchkey_mails_total 0\n");
});

test("every line is one that Prometheus reads, whatever stands in a label", () => {
  count("throttled", { limit: 'a"b\\c\nd' });
  const lines = metricsText([{ name: "database_up", value: 1 }])
    .trimEnd()
    .split("\n");
  const samples = lines.filter((line) => !line.startsWith("# TYPE latchkey_"));
  expect(samples.filter((line) => !SAMPLE.test(line))).toEqual([]);
  expect(samples).toContain("latchkey_database_up 1");
});
