// The drawing of a histogram of time: solid, light and faint, an axis, and places on it as days.

import { svg } from "../dom";
import { ticks } from "./axis";
import { unitsOn } from "./days";
import type { Histogram } from "./histogram";

const AXIS_ROOM = 18; // pixels below the bars
const GAP = 1; // pixels between bars, where they are wide enough
const WIDE_BAR = 4;
const LABEL_ROOM = 26; // pixels that a mark's text needs before the end

/** Days to pixels and back. */
export interface TimeScale {
  readonly first: number;
  /** One past the last day. */
  readonly end: number;
  readonly width: number;
}

export function dayToX({ first, end, width }: TimeScale, day: number): number {
  return ((day - first) / (end - first)) * width;
}

export function xToDay({ first, end, width }: TimeScale, x: number): number {
  const day = first + Math.floor((Math.min(Math.max(x, 0), width) / width) * (end - first));
  return Math.min(Math.max(day, first), end - 1);
}

export function timeScale(histogram: Histogram, width: number): TimeScale {
  return { first: histogram.edges[0]!, end: histogram.edges.at(-1)!, width: Math.max(width, 1) };
}

/** Draw bars and axis. */
export function drawnTime(histogram: Histogram, scale: TimeScale, height: number): SVGSVGElement {
  const room = height - AXIS_ROOM;
  const paths = barPaths(histogram, scale, room);
  const drawing = svg(
    "svg",
    { class: "timedrawing", width: `${scale.width}`, height: `${height}`, "aria-hidden": "true" },
    svg("defs", {}, faintPattern()),
    ...(["faint", "light", "solid"] as const).map((kind) => svg("path", { class: `time-${kind}`, d: paths[kind] })),
    svg("line", { class: "time-base", x1: "0", x2: `${scale.width}`, y1: `${room + 0.5}`, y2: `${room + 0.5}` }),
  );
  for (const tick of ticks(scale.first, scale.end - 1, scale.width)) {
    const x = dayToX(scale, tick.day);
    drawing.append(
      svg("line", { class: tick.strong ? "time-tick strong" : "time-tick", x1: `${x}`, x2: `${x}`, y1: `${room}`, y2: `${room + (tick.strong ? 6 : 4)}` }),
      svg("text", { class: tick.strong ? "time-label strong" : "time-label", x: `${x + 3}`, y: `${height - 4}` }, x < scale.width - LABEL_ROOM ? tick.text : ""),
    );
  }
  return drawing;
}

function barPaths(histogram: Histogram, scale: TimeScale, room: number): Record<"solid" | "light" | "faint", string> {
  const { edges, solid, light, faint, most, unit } = histogram;
  const paths = { solid: "", light: "", faint: "" };
  const bar = (x: number, wide: number, from: number, count: number): string => {
    const top = (1 - (from + count) / most) * room;
    return `M${x.toFixed(1)} ${top.toFixed(1)}h${wide.toFixed(1)}v${((count / most) * room).toFixed(1)}h${(-wide).toFixed(1)}z`;
  };
  for (let part = 0; part < solid.length; part++) {
    const x = dayToX(scale, edges[part]!);
    const next = dayToX(scale, unitsOn(edges[part]!, unit, 1));
    const wide = Math.max(next - x - (next - x >= WIDE_BAR ? GAP : 0), 0.5);
    const [low, middle, high] = [solid[part]!, light[part]!, faint[part]!];
    if (low) paths.solid += bar(x, wide, 0, low);
    if (middle) paths.light += bar(x, wide, low, middle);
    if (high) paths.faint += bar(x, wide, low + middle, high);
  }
  return paths;
}

/** Hatching, so that what has an open end is told apart without colour. */
function faintPattern(): SVGPatternElement {
  return svg(
    "pattern",
    { id: "time-hatch", width: "4", height: "4", patternUnits: "userSpaceOnUse" },
    svg("path", { class: "time-hatching", d: "M-1 5L5 -1M-1 1L1 -1M3 5L5 3" }),
  );
}
