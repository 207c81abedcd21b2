import { z } from "zod";

/** The body of an answer that only says what was done. */
export const messageAnswer = z.object({ message: z.string() }).meta({ id: "Message" });

/** What follows a form's success. */
export type Onward = {
  /** Where it goes instead of its `done` page. */
  done?: string;
  /** What that page shows once, in addition to what the form `tells`. */
  told?: Record<string, string>;
  /** The address that the sign-in form is filled in with, if its reader goes there next. */
  signInAs?: string | null;
};
