import type { FrameProps } from "@/lib/web/guard/frame";

/** The signed-in person, as far as the page's frame needs to know. */
export type Viewer = NonNullable<FrameProps["viewer"]>;
