// What stands beside the strip of time: play, days to type in, times to jump to, and what the bars mean.

import { button, el, fill } from "../dom";
import type { Child } from "../dom";
import { dayNumber, isoDay } from "../data/filter";
import { isDay } from "../state";
import type { Document } from "../types";
import type { Span } from "./brush";
import { civil, dayOf, longDay } from "./days";
import { SPEEDS } from "./play";

const MOST_YEARS = 200; // years that are offered to jump to
const LONGEST_TITLE = 48; // characters of a document's title in a list

/** What the tools ask their owner. */
export interface ToolsOwner {
  play(): void;
  pace(pause: number): void;
  shift(direction: 1 | -1): void;
  choose(span: Span): void;
  clear(): void;
  zoom(into: boolean): void;
  keepUndated(keep: boolean): void;
}

export interface TimeTools {
  readonly element: HTMLElement;
  readonly from: HTMLInputElement;
  readonly to: HTMLInputElement;
  readonly play: HTMLButtonElement;
  readonly clear: HTMLButtonElement;
  readonly zoomIn: HTMLButtonElement;
  readonly zoomOut: HTMLButtonElement;
  readonly undated: HTMLInputElement;
  readonly undatedText: HTMLElement;
  readonly jump: HTMLSelectElement;
}

export function makeTimeTools(owner: ToolsOwner, stepwise: boolean): TimeTools {
  const play = button(stepwise ? "Step" : "Play", () => owner.play(), { class: "plain time-play" });
  const clear = button("Any time", () => owner.clear(), { class: "plain", title: "Clear the window" });
  const zoomIn = button("Closer", () => owner.zoom(true), { class: "plain", title: "Stretch the window, or the busiest time, over the strip" });
  const zoomOut = button("Whole time", () => owner.zoom(false), { class: "plain", title: "All of the time that is told" });
  const [from, to] = dayInputs(owner);
  const undated = el("input", { type: "checkbox" });
  undated.addEventListener("change", () => owner.keepUndated(undated.checked));
  const undatedText = el("span");
  const jump = el("select", { "aria-label": "Jump to a time", class: "plain time-jump" });
  jump.addEventListener("change", () => {
    const [first, last] = jump.value.split(" ");
    if (isDay(first) && isDay(last)) owner.choose([dayNumber(first), dayNumber(last)]);
    jump.selectedIndex = 0;
  });
  const groups: readonly (readonly Child[])[] = [
    [arrowButton("◂", "Move the window back", () => owner.shift(-1)), play, arrowButton("▸", "Move the window on", () => owner.shift(1)), stepwise ? null : paceChoice(owner)],
    [el("label", { class: "time-day" }, "from ", from), el("label", { class: "time-day" }, "to ", to), clear],
    [jump, zoomIn, zoomOut],
    [el("label", { class: "time-undated" }, undated, undatedText)],
  ];
  const element = el("div", { class: "time-tools" }, ...groups.map((items) => el("div", { class: "time-group" }, ...items)));
  return { element, from, to, play, clear, zoomIn, zoomOut, undated, undatedText, jump };
}

function arrowButton(sign: string, about: string, press: () => void): HTMLButtonElement {
  return button(sign, press, { class: "plain", "aria-label": about, title: about });
}

function paceChoice(owner: ToolsOwner): HTMLElement {
  const choice = el("select", { "aria-label": "Speed of playing", class: "plain" });
  for (const [name, pause] of SPEEDS) choice.append(el("option", { value: `${pause}`, selected: name === "Medium" }, name));
  choice.addEventListener("change", () => owner.pace(Number(choice.value)));
  return choice;
}

/** Two days to type in; the one that was not touched follows where they would be the wrong way round. */
function dayInputs(owner: ToolsOwner): readonly [HTMLInputElement, HTMLInputElement] {
  const [from, to] = [0, 1].map(() => el("input", { type: "date", min: "0001-01-01", max: "9999-12-31", class: "plain" })) as [HTMLInputElement, HTMLInputElement];
  const take = (touched: HTMLInputElement): void => {
    if (!isDay(touched.value)) return;
    const other = touched === from ? to : from;
    const day = dayNumber(touched.value);
    const rest = isDay(other.value) ? dayNumber(other.value) : day;
    owner.choose(touched === from ? [day, Math.max(rest, day)] : [Math.min(rest, day), day]);
  };
  for (const input of [from, to]) input.addEventListener("change", () => take(input));
  return [from, to];
}

/** Fill the list of times to jump to: the documents' days, and years. */
export function fillJumps(jump: HTMLSelectElement, documents: readonly Document[], told: Span): void {
  const option = (span: Span, text: string): HTMLElement => el("option", { value: span.map(isoDay).join(" ") }, text);
  const days = [...documents].filter(({ issued }) => isDay(issued)).sort((a, b) => (a.issued < b.issued ? -1 : 1));
  const group = (label: string, options: readonly HTMLElement[]): Child => options.length > 0 && el("optgroup", { label }, ...options);
  const papers = days.map(({ issued, title }) => {
    const day = dayNumber(issued);
    const short = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
    return option([day, day], `${longDay(day)}: ${short}`);
  });
  const [first, last] = told.map((day) => civil(day).year) as [number, number];
  const count = Math.min(last - first + 1, MOST_YEARS);
  const years = Array.from({ length: count }, (_, at) => option([dayOf(last - at), dayOf(last - at + 1) - 1], `${last - at}`));
  fill(jump, el("option", { value: "" }, "Jump to …"), group("Days of the documents", papers), group("Years", years));
}

/** What the bars mean. */
export function timeLegend(): HTMLElement {
  const item = (kind: string, text: string, about: string): HTMLElement =>
    el("li", { title: about }, el("span", { class: `time-key ${kind}`, "aria-hidden": "true" }), text);
  return el(
    "ul",
    { class: "time-legend" },
    item("solid", "holds", "By every reading of the claim's date"),
    item("light", "may hold", "The date is a span: it may have been on any day of it"),
    item("faint", "may hold, open-ended", "No beginning or no end is told"),
  );
}
