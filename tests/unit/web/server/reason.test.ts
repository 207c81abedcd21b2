import { reasonOf } from "@/lib/web/server/reason";

test.each([
  [
    "its last line",
    new Error("Invalid `run()` invocation:\n\ntable is missing"),
    "table is missing",
  ],
  [
    "what the driver said",
    new Error("Raw query failed.\nCode: `42501`. Message: `permission denied`"),
    "permission denied",
  ],
  ["what is no error", "gone", "gone"],
  [
    "the way out where packages are of another Node",
    new Error(
      "The module '/app/better_sqlite3.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 115. This version of Node.js requires\nNODE_MODULE_VERSION 137. Please try re-compiling or re-installing\nthe module (for instance, using `npm rebuild` or `npm install`).",
    ),
    `the packages were installed with another version of Node than ${process.version}. Run: npm ci`,
  ],
])("of an error, %s is reported", (_what, error, told) => {
  expect(reasonOf(error)).toBe(told);
});
