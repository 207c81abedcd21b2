import { singleton } from "@/lib/platform/core/singleton";

const registered = () => singleton<{ keys: readonly string[] }>("providers", () => ({ keys: [] }));

/**
 * Sets which providers people can sign in with. The list of providers does so when it is loaded, at the
 * start: it knows the variables, and this floor does not (docs/decisions/029-hooks-are-handed-down.md).
 * @param keys what their identities are stored under
 */
export function registerProviders(keys: readonly string[]): void {
  registered().keys = keys;
}

/**
 * What the identities that can sign in are stored under. An identity at a provider that is no longer
 * configured opens nothing. Until providers are set, none counts.
 */
export const usableProviders = (): readonly string[] => registered().keys;
