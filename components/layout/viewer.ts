import type { FrameProps } from "@/lib/web/guard/frame";

/** The signed-in user, as far as the page's frame needs them. */
export type Viewer = NonNullable<FrameProps["viewer"]>;
