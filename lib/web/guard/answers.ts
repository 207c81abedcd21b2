import { z } from "zod";

/** The body of an answer that only says what was done. */
export const messageAnswer = z.object({ message: z.string() }).meta({ id: "Message" });
