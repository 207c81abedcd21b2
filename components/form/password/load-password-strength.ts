type Strength = typeof import("./password-strength");

let loading: Promise<Strength | undefined> | undefined;

/**
 * Fetches the strength check with its dictionaries, once. They weigh more than the
 * rest of the page together, so only a reader who starts on a new password pays.
 * Out: undefined when they cannot be fetched; the next call tries again.
 */
export function loadPasswordStrength(): Promise<Strength | undefined> {
  loading ??= import("./password-strength").catch(() => {
    loading = undefined;
    return undefined;
  });
  return loading;
}
