import { useEffect } from "react";
import useSWR from "swr";

/** Leaves the page for good: the router would keep what it knows of the signed-in person. */
const signInAgain = () => window.location.assign("/signin?callbackUrl=%2Fdashboard");

async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (response.status === 401) signInAgain();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * What the server rendered, kept live: asked for again when the window gets the focus. Not by a
 * timer, which would keep a session alive that nobody uses.
 * @param preloaded the answer of `url` as of the page's rendering
 */
export function useLive<T>(url: string, preloaded: T): T {
  const { data, mutate } = useSWR<T>(url, fetchJson, {
    fallbackData: preloaded,
    revalidateOnMount: false,
  });
  // A page rendered anew knows more than what is kept of an earlier one.
  useEffect(() => {
    mutate(preloaded, { revalidate: false });
  }, [mutate, preloaded]);
  return data ?? preloaded;
}
