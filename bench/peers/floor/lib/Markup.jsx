import { createElement, Fragment } from "react";

/** The markup that was laid down for a contender: the same elements, made from a constant. */
export function Markup({ of }) {
  // Not a prop: it would be sent a second time.
  return createElement(Fragment, null, ...globalThis.floors[of].page.map(element));
}

const element = (node) =>
  typeof node === "string" ? node : createElement(node[0], node[1], ...node[2].map(element));
