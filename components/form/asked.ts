import { createContext, useContext } from "react";
import { useReader } from "@/components/reader/reader-context";

type Values = Readonly<Record<string, string>>;

const NOTHING: Values = {};

/** What was typed into the form around a field, if it was refused or interrupted. */
export const TypedContext = createContext<Values>(NOTHING);

/** What came back of the field with this name: the reader finds it as they left it. */
export const useTyped = (name: string): string | undefined => useContext(TypedContext)[name];

/**
 * What came back of a form that was refused or interrupted, if it was this one: of many alike on a page only one was.
 * @param method any, where it does not matter which of the forms at this address it was
 */
export function useAsked(action: string, method?: string, name?: string): Values | null {
  const { asked } = useReader();
  const [path = action] = action.split("?", 1);
  if (!asked) return null;
  const own = method
    ? asked.form === `${method.toUpperCase()} ${path}${name ? `#${name}` : ""}`
    : asked.form.split(/[ #]/)[1] === path;
  return own ? asked.values : null;
}
