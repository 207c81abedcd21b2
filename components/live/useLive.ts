import { useEffect } from "react";
import useSWR from "swr";
import { useReader } from "@/components/reader/reader-context";
import { ACCOUNT_HEADER, UNATTENDED_HEADER } from "@/lib/platform/http/form-fields";
import { onChanged } from "./changes";
import { signInAgain } from "./leave";

/** Asks for what a page of `account` shows. Where another one is signed in, the page is theirs. */
async function fetchJson<T>([url, account, live]: [string, string, boolean]): Promise<T> {
  const headers = {
    Accept: "application/json",
    [ACCOUNT_HEADER]: account,
    // Nobody may sit there: an account in which much happens would keep its sessions alive.
    ...(live && { [UNATTENDED_HEADER]: "1" }),
  };
  const response = await fetch(url, { headers });
  if (response.status === 401) signInAgain("ended");
  if (response.status === 409) window.location.reload();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * What the server rendered, kept live: asked for again when something of the account has changed. Where
 * live pages are switched off, when the window gets the focus.
 * @param preloaded the answer of `url` as of the page's rendering
 */
export function useLive<T>(url: string, preloaded: T): T {
  const { account, live } = useReader();
  const { data, mutate } = useSWR<T>([url, account, live], fetchJson<T>, {
    fallbackData: preloaded,
    revalidateOnMount: false,
    revalidateOnFocus: !live,
    revalidateOnReconnect: !live,
  });
  // A page that was rendered again knows more than what is kept of an earlier one.
  useEffect(() => {
    mutate(preloaded, { revalidate: false });
  }, [mutate, preloaded]);
  useEffect(() => onChanged(() => void mutate()), [mutate]);
  return data ?? preloaded;
}
