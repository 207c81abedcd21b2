/** Next.js calls this once when the server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs")
    await (await import("./lib/web/server/start")).startServer();
}
