const running = new Set();
process.once("exit", () => {
  for (const child of running) child.kill();
});

/** Makes sure that a child process does not outlive this one. */
export function endWithUs(child) {
  running.add(child);
  child.once("exit", () => running.delete(child));
}
