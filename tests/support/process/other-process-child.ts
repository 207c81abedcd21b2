/*
 * Lends the functions of one module of lib/ to other-process.ts, call by call. It loads the module
 * before it says that it is ready, and ends with its parent.
 */
type Call = { name: string; given: unknown[] };
type Answer = { value: unknown } | { error: string };

async function serve(module: string): Promise<void> {
  const functions: Record<string, (...given: unknown[]) => unknown> = await import(module);
  process.on("message", async ({ name, given }: Call) => {
    process.send?.(await answer(() => functions[name]?.(...given)));
  });
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

async function answer(call: () => unknown): Promise<Answer> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

void serve(process.argv[2] ?? "");
