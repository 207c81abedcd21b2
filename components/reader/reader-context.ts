import { createContext, useContext } from "react";
import type { PageReader } from "@/lib/web/guard/frame";

/** The reader of the page; the provider keeps `now` and the time zone up to date. */
export type Reader = Omit<PageReader, "zoneCookie">;

export const ReaderContext = createContext<Reader | null>(null);

/** The reader to write for. @throws outside ReaderProvider */
export function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error("no reader: is the page below ReaderProvider?");
  return reader;
}
