import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/**
 * False on the server and in the first client render, true from then on: what
 * depends on JavaScript appears only once JavaScript runs, without a mismatch.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
