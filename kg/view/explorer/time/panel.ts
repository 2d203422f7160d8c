/** Time: a strip with every dated claim, and a window on it that filters all views. */

import { claimsInWindow, partWords, inWindowWords } from "./words";
import { busiestSpan, coreSpan, countedParts, toldSpan } from "./histogram";
import { dayNumber, isoDay, visible } from "../data/filter";
import { drawnTime, timeScale, xToDay } from "./plot";
import { el, fill, numbered } from "../dom";
import { fillJumps, makeTimeTools, timeLegend } from "./tools";
import { fittingUnit, spanWords, unitStart, unitsOn } from "./days";
import { makeBrush, slidTo, unitLength } from "./brush";
import { Player, SPEEDS } from "./play";
import type { App, Changes, MakePart, Part, State } from "../contract";
import type { Facts } from "../types";
import type { BrushOwner, Span } from "./brush";
import type { Histogram } from "./histogram";
import type { TimeScale } from "./plot";
import type { TimeTools, ToolsOwner } from "./tools";

const HEIGHT = 74; // pixels of the strip, its axis included
const LEAST_BAR = 5; // pixels that a unit must have at least
const MARGIN = 0.08; // of a window's length, at its sides, where it is stretched over the strip
const WHEEL = 100; // a wheel's turn that stretches by some two thirds
const LEAST_DAYS = 14; // days that the strip shows at least
const FIRST_WIDTH = 800; // pixels, until the strip is laid out
const MEDIUM_PACE = 1; // index of the speed that playing begins with

/** Members of the state that change which claims the bars count. */
const COUNTED: readonly (keyof State)[] = [
  "hiddenTypes", "hiddenPredicates", "hiddenDocuments", "hiddenVoices", "hiddenModes", "hiddenCertainties",
  "singleVoice", "inferred", "focus", "policy",
];

export const makeTime: MakePart = (app) => new TimeStrip(app);

class TimeStrip implements Part, BrushOwner, ToolsOwner {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #tools: TimeTools;
  readonly #player: Player;
  readonly #words = el("p", { class: "time-words" }, "Dates are being read …");
  readonly #readout = el("p", { class: "time-readout", "aria-hidden": "true" });
  readonly #drawing = el("div", { class: "time-bars" });
  readonly #plot = el("div", { class: "time-plot" });
  readonly #stepwise = matchMedia("(prefers-reduced-motion: reduce)").matches;
  readonly #place: () => void;
  /** 1 for claims that pass every filter but the window. */
  #shown: Uint8Array | null = null;
  /** Whether playing has moved the window already. */
  #stepped = false;
  /** Whether more of the same is to come: a drag, or playing. */
  #amid = false;
  #told: Span | null = null;
  #range: Span | null = null;
  #histogram: Histogram | null = null;
  #scale: TimeScale = { first: 0, end: 1, width: FIRST_WIDTH };

  constructor(app: App) {
    this.#app = app;
    this.#tools = makeTimeTools(this, this.#stepwise);
    this.#player = new Player(() => this.#playOn(), (running) => this.#sayPlaying(running), SPEEDS[MEDIUM_PACE]![1]);
    this.#plot.append(this.#drawing);
    this.#tools.element.hidden = this.#plot.hidden = true; // until there are dates
    this.#place = makeBrush(this.#plot, this);
    this.#plot.addEventListener("pointermove", (event) => this.#point(event));
    this.#plot.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#plot.addEventListener("pointerleave", () => fill(this.#readout));
    const line = el("div", { class: "time-line" }, this.#words, this.#readout, timeLegend());
    this.element = el("div", { class: "time-strip" }, this.#tools.element, line, this.#plot);
    new ResizeObserver(() => this.#draw()).observe(this.#plot);
    this.update(new Set(["facts"]));
  }

  update(changes: Changes): void {
    const facts = this.#app.model.facts;
    if (!facts) return;
    const counted = changes.has("facts") || COUNTED.some((key) => changes.has(key));
    if (counted) this.#count(facts);
    if (counted || changes.has("window") || changes.has("undated") || changes.has("visible")) this.#show(facts);
  }

  scale(): TimeScale {
    return this.#scale;
  }

  unit(): Histogram["unit"] {
    return this.#histogram?.unit ?? "month";
  }

  window(): Span | null {
    const chosen = this.#app.state.window;
    return chosen && [dayNumber(chosen[0]), dayNumber(chosen[1])];
  }

  choose(span: Span, done = true): void {
    this.#player.stop();
    this.#choose(span, done);
    const facts = this.#app.model.facts;
    if (done && facts) this.#app.say(this.#said(facts));
  }

  clear(): void {
    this.#player.stop();
    this.#app.set({ window: null });
    this.#app.say("Any time: no window is chosen.");
  }

  keepUndated(keep: boolean): void {
    this.#app.set({ undated: keep });
  }

  pace(pause: number): void {
    this.#player.pause = pause;
  }

  play(): void {
    if (this.#stepwise) this.#playOn();
    else if (this.#player.running) this.#player.stop();
    else this.#player.start();
  }

  shift(direction: 1 | -1): void {
    const span = this.window();
    if (!span) return this.choose(this.#firstSpan(direction));
    const length = unitLength(span, this.unit());
    const days = span[1] - span[0] + 1;
    const start = length ? unitsOn(span[0], this.unit(), direction * length) : span[0] + direction * days;
    this.choose(slidTo(span, start, this.unit()));
  }

  zoom(into: boolean): void {
    const span = this.window() ?? (this.#histogram && busiestSpan(this.#histogram));
    const margin = span ? Math.ceil((span[1] - span[0] + 1) * MARGIN) : 0;
    this.#range = into && span ? [span[0] - margin, span[1] + margin] : null;
    this.#draw();
  }

  /** Stretch or shrink the strip about the pointer. */
  #wheel(event: WheelEvent): void {
    const range = this.#range ?? this.#told;
    if (!range || !this.#told || event.ctrlKey || Math.abs(event.deltaY) < Math.abs(event.deltaX)) return;
    event.preventDefault();
    const day = xToDay(this.#scale, event.clientX - this.#plot.getBoundingClientRect().left);
    const factor = Math.exp(Math.min(Math.max(event.deltaY, -WHEEL), WHEEL) / WHEEL / 2);
    const [first, last] = [day - (day - range[0]) * factor, day + (range[1] - day) * factor].map(Math.round) as [number, number];
    const all = first <= this.#told[0] && last >= this.#told[1];
    if (last - first < LEAST_DAYS) return;
    this.#range = all ? null : [Math.max(first, this.#told[0]), Math.min(last, this.#told[1])];
    this.#draw();
  }

  /** Choose a window; of a row of choices only the first is a step in the history, which then shows the last. */
  #choose(span: Span, done: boolean): void {
    const step = !this.#amid;
    this.#amid = !done;
    const [first, last] = [isoDay(span[0]), isoDay(span[1])];
    const now = this.#app.state.window;
    if (now?.[0] !== first || now[1] !== last) this.#app.set({ window: [first, last] }, step);
  }

  #count(facts: Facts): void {
    const { model, state } = this.#app;
    this.#shown = state.window ? visible(model, { ...state, window: null }).claims : this.#app.visible.claims;
    const every = new Uint8Array(model.claims.count).fill(1);
    const told = toldSpan(facts.claims, every);
    if (told && (!this.#told || told[0] !== this.#told[0] || told[1] !== this.#told[1])) {
      this.#told = told;
      const core = coreSpan(facts.claims, every, told);
      const span = this.window();
      if (core && (!span || (span[0] >= core[0] && span[1] <= core[1]))) this.#range = core;
      fillJumps(this.#tools.jump, facts.documents, told);
    }
    this.#tools.element.hidden = !told;
    this.#plot.hidden = !told;
    this.#draw();
  }

  /** Draw the bars anew: other claims, another width, another span. */
  #draw(): void {
    const facts = this.#app.model.facts;
    const range = this.#range ?? this.#told;
    if (!facts || !this.#shown || !range) return;
    const width = this.#plot.clientWidth || FIRST_WIDTH;
    const unit = fittingUnit(range[0], range[1], width / LEAST_BAR);
    this.#histogram = countedParts(facts.claims, this.#shown, range, unit);
    this.#scale = timeScale(this.#histogram, width);
    fill(this.#drawing, drawnTime(this.#histogram, this.#scale, HEIGHT));
    if (!this.window()) this.#tellAll();
    this.#follow();
  }

  #show(facts: Facts): void {
    const { state } = this.#app;
    const span = this.window();
    if (!span) this.#tellAll();
    else fill(this.#words, el("strong", {}, spanWords(...span)), `: ${inWindowWords(this.#counts(facts, span))}.`);
    this.#tools.from.value = state.window?.[0] ?? "";
    this.#tools.to.value = state.window?.[1] ?? "";
    this.#tools.undated.checked = state.undated || !state.window;
    this.#tools.undated.disabled = !state.window;
    let undated = 0;
    this.#shown?.forEach((one, claim) => one && !facts.claims.dated[claim] && undated++);
    this.#tools.undatedText.textContent = `${numbered(undated)} undated ${state.window && !state.undated ? "left out" : "kept"}`;
    this.#follow();
  }

  /** Say, while no window is chosen, what the bars are of; they may show a part of the time that is told. */
  #tellAll(): void {
    const told = this.#told;
    if (!told) return fill(this.#words, el("strong", {}, "No claim is dated"), ".");
    const edges = this.#range && this.#histogram ? this.#histogram.edges : null;
    const part = edges && `The bars show ${spanWords(edges[0]!, edges.at(-1)! - 1)}. `;
    fill(this.#words, el("strong", {}, `${spanWords(...told)}: any time`), `. ${part ?? ""}Drag over the bars to choose a window.`);
  }

  #counts(facts: Facts, span: Span): ReturnType<typeof claimsInWindow> {
    return claimsInWindow(this.#app.model.claims, facts.claims, this.#shown ?? this.#app.visible.claims, span);
  }

  #said(facts: Facts): string {
    const span = this.window();
    return span ? `${spanWords(...span)}: ${inWindowWords(this.#counts(facts, span))}.` : "";
  }

  /** Put the brush and the buttons where the window is. */
  #follow(): void {
    const span = this.window();
    this.#tools.clear.disabled = !span;
    this.#tools.zoomOut.disabled = !this.#range;
    this.#place();
  }

  #point(event: PointerEvent): void {
    if (!this.#histogram) return;
    const day = xToDay(this.#scale, event.clientX - this.#plot.getBoundingClientRect().left);
    this.#readout.textContent = partWords(this.#histogram, day);
  }

  /** A window of one unit at the beginning or the end of the strip. */
  #firstSpan(direction: 1 | -1): Span {
    const start = unitStart(direction > 0 ? this.#scale.first : this.#scale.end - 1, this.unit());
    return [start, unitsOn(start, this.unit(), 1) - 1];
  }

  /** One step of playing; one that begins at the end begins anew. Says whether there is more. */
  #playOn(): boolean {
    const span = this.window();
    const next = span ? slidTo(span, this.#nextStart(span), this.unit()) : this.#firstSpan(1);
    const over = next[1] >= this.#scale.end;
    if (over && this.#stepped) return false;
    this.#stepped = this.#player.running;
    this.#choose(over && span ? slidTo(span, this.#scale.first, this.unit()) : next, this.#stepwise);
    return true;
  }

  #nextStart(span: Span): number {
    return unitLength(span, this.unit()) ? unitsOn(span[0], this.unit(), 1) : unitsOn(unitStart(span[0], this.unit()), this.unit(), 1);
  }

  #sayPlaying(running: boolean): void {
    this.#stepped = false;
    this.#amid = false;
    this.#tools.play.textContent = running ? "Pause" : "Play";
    this.#tools.play.setAttribute("aria-pressed", String(running));
    const facts = this.#app.model.facts;
    if (!running && facts) this.#app.say(`Paused. ${this.#said(facts)}`);
  }
}
