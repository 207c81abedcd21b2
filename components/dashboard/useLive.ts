import { useEffect } from "react";
import useSWR from "swr";
import { useReader } from "@/components/reader/reader-context";
import { ACCOUNT_HEADER } from "@/lib/platform/http/form-fields";

/** Leaves the page for good: the router would keep what it knows of the signed-in person. */
const signInAgain = () => window.location.assign("/signin?callbackUrl=%2Fdashboard");

/** Asks for what a page of `account` shows. Where another one is signed in, the page is theirs. */
async function fetchJson<T>([url, account]: [string, string]): Promise<T> {
  const headers = { Accept: "application/json", [ACCOUNT_HEADER]: account };
  const response = await fetch(url, { headers });
  if (response.status === 401) signInAgain();
  if (response.status === 409) window.location.reload();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * What the server rendered, kept live: asked for again when the window gets the focus. Not by a
 * timer, which would keep a session alive that nobody uses.
 * @param preloaded the answer of `url` as of the page's rendering
 */
export function useLive<T>(url: string, preloaded: T): T {
  const { account } = useReader();
  const { data, mutate } = useSWR<T>([url, account], fetchJson<T>, {
    fallbackData: preloaded,
    revalidateOnMount: false,
  });
  // A page rendered anew knows more than what is kept of an earlier one.
  useEffect(() => {
    mutate(preloaded, { revalidate: false });
  }, [mutate, preloaded]);
  return data ?? preloaded;
}
