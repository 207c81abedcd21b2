import { useEffect } from "react";
import useSWR from "swr";
import { useReader } from "@/components/reader/reader-context";
import { ACCOUNT_HEADER, UNATTENDED_HEADER } from "@/lib/platform/http/form-fields";
import { onChanged } from "./changes";
import { signInAgain } from "./leave";

/** Fetches what a page of `account` shows. If another account is signed in, the page is theirs. */
async function fetchJson<T>([url, account, live]: [string, string, boolean]): Promise<T> {
  const headers = {
    Accept: "application/json",
    [ACCOUNT_HEADER]: account,
    // Marked, because nobody may be there: otherwise a busy account would keep its sessions alive.
    ...(live && { [UNATTENDED_HEADER]: "1" }),
  };
  const response = await fetch(url, { headers });
  if (response.status === 401) signInAgain("ended");
  if (response.status === 409) window.location.reload();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

/**
 * The server's content, kept up to date: fetched again when the account has changed. With live pages off,
 * when the window gets the focus.
 * @param preloaded the answer of `url` at the page's rendering
 */
export function useLive<T>(url: string, preloaded: T): T {
  const { account, live } = useReader();
  const { data, mutate } = useSWR<T>([url, account, live], fetchJson<T>, {
    fallbackData: preloaded,
    revalidateOnMount: false,
    revalidateOnFocus: !live,
    revalidateOnReconnect: !live,
  });
  // A page that was rendered again is newer than what is kept of an earlier one.
  useEffect(() => {
    mutate(preloaded, { revalidate: false });
  }, [mutate, preloaded]);
  useEffect(() => onChanged(() => void mutate()), [mutate]);
  return data ?? preloaded;
}
