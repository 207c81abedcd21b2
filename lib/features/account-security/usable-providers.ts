import { singleton } from "@/lib/platform/core/singleton";

const registered = () => singleton<{ keys: readonly string[] }>("providers", () => ({ keys: [] }));

/**
 * Says which providers people can sign in with. The list of them does so when it is loaded, at the start:
 * it knows the variables, and this floor does not (docs/decisions/029-hooks-are-handed-down.md).
 * @param keys what their identities are stored under
 */
export function registerProviders(keys: readonly string[]): void {
  registered().keys = keys;
}

/**
 * What the identities that sign somebody in are stored under. One of a provider that is not configured any
 * more opens nothing. Where nobody has said which there are, none counts.
 */
export const usableProviders = (): readonly string[] => registered().keys;
