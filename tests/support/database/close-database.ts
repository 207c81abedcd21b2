/** Ends the connections of this test file, so that its worker can end. */
export async function closeDatabase(): Promise<void> {
  // Imported here: lib/ reads the environment, which is set after this file is loaded.
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
}
