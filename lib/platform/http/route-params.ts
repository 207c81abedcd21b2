import { z } from "zod";

/** The parameters of a path with `[id]` in it. */
export const idParams = z.object({ id: z.uuid() });
