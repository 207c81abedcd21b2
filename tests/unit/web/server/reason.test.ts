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
  [
    "all that is said in several lines",
    new Error("cannot open the database:\n  the folder is read-only\n"),
    "cannot open the database: the folder is read-only",
  ],
  ...[
    "Could not locate the bindings file. Tried:\n → /app/build/better_sqlite3.node\n → /app/lib/better_sqlite3.node",
    "/app/better_sqlite3.node: invalid ELF header",
    "dlopen(/app/x.node, 0x0001): tried: '/app/x.node' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))",
    "Error relocating /app/better_sqlite3.node: fcntl64: symbol not found",
    "Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by /app/better_sqlite3.node)",
    "/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /app/better_sqlite3.node)",
    "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/better_sqlite3.node)",
    "/app/better_sqlite3.node: file too short",
    "Module did not self-register: '/app/better_sqlite3.node'.",
  ].map((message): [string, Error, string] => [
    "the way out where packages do not fit",
    new Error(message),
    "the packages were not built for this machine and this Node. Run: npm ci",
  ]),
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
