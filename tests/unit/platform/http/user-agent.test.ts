import { describeAgent } from "@/lib/platform/http/user-agent";

test.each([
  [
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    { browser: "Firefox", system: "Linux" },
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
    { browser: "Chrome", system: "Windows" },
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    { browser: "Safari", system: "iOS" },
  ],
  [
    "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
    { browser: "Safari", system: "iPadOS" },
  ],
])("%s", (agent, told) => {
  expect(describeAgent(agent)).toEqual(told);
});

test("each unknown part is named as unknown", () => {
  const agent = "Mozilla/5.0 (Plan 9) Gecko/20100101 Firefox/140.0";
  expect(describeAgent(agent)).toEqual({ browser: "Firefox", system: null });
});

// The name stands in the mail about a new sign-in: a sender must not write that mail.
test("a sentence in place of a browser's name is not repeated", () => {
  const agent = "our yearly security check, so please ignore this mail/1 (x)";
  expect(describeAgent(agent)).toEqual({ browser: null, system: null });
});

test.each([null, "", " ", "curl/8.5.0", "x".repeat(256), "<script>alert(1)</script>"])(
  "%j is reported as unknown",
  (agent) => {
    expect(describeAgent(agent)).toEqual({ browser: null, system: null });
  },
);
