// Small pictures of what the network draws: a group's mark, and a line's stroke.

import { svg } from "../dom";
import type { Group, Line } from "../types";

const SIDES: Readonly<Record<string, string>> = {
  square: "2.5,2.5 13.5,2.5 13.5,13.5 2.5,13.5",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,1.5 15,14 1,14",
  triangleDown: "1,2 15,2 8,14.5",
  hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
  star: "8,1 10,6 15.2,6.2 11.1,9.4 12.5,14.6 8,11.6 3.5,14.6 4.9,9.4 0.8,6.2 6,6",
};

/** Draw a group's mark; the words beside it say what it is. */
export function groupSign(group: Group): SVGElement {
  const points = SIDES[group.shape];
  const shape = points ? svg("polygon", { points, fill: group.colour }) : svg("circle", { cx: "8", cy: "8", r: "6.5", fill: group.colour });
  return svg("svg", { viewBox: "0 0 16 16", width: "14", height: "14", class: "sign", "aria-hidden": "true" }, shape);
}

/** Draw a line's stroke. */
export function lineSign(line: Line): SVGElement {
  const stroke = svg("path", {
    d: "M1 6H33",
    stroke: line.colour,
    "stroke-width": String(line.width),
    "stroke-dasharray": line.dashes.join(" ") || "none",
    fill: "none",
  });
  return svg("svg", { viewBox: "0 0 40 12", width: "40", height: "12", class: "sign", "aria-hidden": "true" }, stroke, svg("path", { d: "M33 1.5L40 6L33 10.5Z", fill: line.colour }));
}

/** Draw what a line looks like that only may hold in the chosen time. */
export function paleSign(): SVGElement {
  const stroke = svg("path", { d: "M1 6H33", stroke: "currentColor", "stroke-width": "2", opacity: "0.42", fill: "none" });
  const head = svg("path", { d: "M33 1.5L39 6L33 10.5Z", stroke: "currentColor", fill: "none" });
  return svg("svg", { viewBox: "0 0 40 12", width: "40", height: "12", class: "sign", "aria-hidden": "true" }, stroke, head);
}
