import { useEffect } from "react";

/**
 * Follows the account of a page while the page is open. The script is loaded only where somebody is signed
 * in, and not before the page works.
 * @param account the id of the account that the page is made for; null where nothing is to be followed
 * @param now when the page was made, in milliseconds since 1970
 */
export function useStream(account: string | null, now: number): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: A page that replaces this one goes on with its stream.
  useEffect(() => {
    if (!account) return;
    const left = new AbortController();
    void import("./stream").then(({ follow }) => follow(account, now, left.signal));
    return () => left.abort();
  }, [account]);
}
