type Strength = typeof import("./password-strength");

let loading: Promise<Strength> | undefined;

/**
 * Fetches the strength check with its dictionaries, once. They weigh more than the
 * rest of the page together, so only a reader who starts on a new password pays.
 * Throws: when the chunk cannot be fetched; the next call tries again.
 */
export function loadPasswordStrength(): Promise<Strength> {
  loading ??= import("./password-strength").catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}
