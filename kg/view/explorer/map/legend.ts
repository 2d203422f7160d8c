// What the map's colours and patterns mean.

import { el, svg } from "../dom";
import type { Model } from "../types";

/** Colours of parties: from the page's palette, told apart with every common kind of colour vision. */
export const PARTY_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#c4679a", "#8a63c9", "#a97400", "#a5584a", "#7f7f12"];
export const OTHER_PARTY = "#6b7075";

type Pattern = "sure" | "may" | "none";

export function partyLegend(model: Model, colours: ReadonlyMap<number, string>, shown: readonly number[]): HTMLElement {
  const named = shown.filter((party) => colours.get(party) !== OTHER_PARTY);
  return el(
    "ul",
    { class: "map-legend", "aria-label": "What the marks mean" },
    ...named.map((party) => el("li", {}, key(colours.get(party)!, "sure"), model.nodes.label.at(party))),
    named.length < shown.length ? el("li", {}, key(OTHER_PARTY, "sure"), "another party") : null,
    el("li", {}, key("currentColor", "sure"), "certain on that day"),
    el("li", {}, key("currentColor", "may"), "possible: no later change of hands is claimed, or the date is not exact"),
    el("li", {}, key("currentColor", "none"), "not told"),
  );
}

export function shareLegend(labels: readonly string[]): HTMLElement {
  return el(
    "ul",
    { class: "map-legend", "aria-label": "What the marks mean" },
    ...labels.map((label, slot) => el("li", {}, key(slotColour(slot, labels), "sure"), label)),
    el("li", {}, key("currentColor", "sure"), "told as a fact"),
    el("li", {}, key("currentColor", "may"), "not told as a fact: inferred, doubted, predicted, denied or the like"),
  );
}

export function slotColour(slot: number, labels: readonly string[]): string {
  return slot === labels.length - 1 ? OTHER_PARTY : PARTY_COLOURS[slot]!;
}

function key(colour: string, pattern: Pattern): SVGSVGElement {
  const round = { cx: "7", cy: "7", r: "5.5" };
  const lines = svg("path", { d: "M0 9L9 0M3 12L12 3M6 14L14 6", stroke: colour, "stroke-width": "2", fill: "none" });
  return svg(
    "svg",
    { width: "14", height: "14", viewBox: "0 0 14 14", "aria-hidden": "true", class: `map-key ${pattern}` },
    pattern === "may" ? svg("g", { "clip-path": "circle(5.5px at 7px 7px)" }, lines) : null,
    svg("circle", { ...round, fill: pattern === "sure" ? colour : "none", stroke: pattern === "none" ? "currentColor" : colour, "stroke-dasharray": pattern === "sure" ? "none" : "2.5 2" }),
  );
}
