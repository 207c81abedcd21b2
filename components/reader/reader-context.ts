import { createContext, useContext } from "react";
import type { PageReader } from "@/lib/web/guard/frame";

/** For whom the page is written; the provider keeps `now` and the time zone up to date. */
export type Reader = Omit<PageReader, "zoneCookie">;

export const ReaderContext = createContext<Reader | null>(null);

/** For whom to write. @throws outside of ReaderProvider */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("no reader: is the page below ReaderProvider?");
  return reader;
}
