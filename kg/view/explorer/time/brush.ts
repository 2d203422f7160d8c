/**
 * The window on the strip: dragged with mouse or finger, moved with the keyboard. It snaps to the strip's
 * unit; two sliders say in words where it begins and ends.
 */

import { el } from "../dom";
import { biggerUnit, longDay, unitStart, unitsOn } from "./days";
import type { Unit } from "./days";
import { dayToX, xToDay } from "./plot";
import type { TimeScale } from "./plot";

export type Span = readonly [number, number];

const CLICK = 4; // pixels that a pointer may move and still only press
const BIG_STEPS = 12; // units of a page up or down

/** What the brush asks its owner. */
export interface BrushOwner {
  scale(): TimeScale;
  unit(): Unit;
  window(): Span | null;
  /** Choose a window; `done` is false while a finger is still down. */
  choose(span: Span, done: boolean): void;
}

type WindowEnd = 0 | 1;
type Grip = { readonly kind: "new" | "move" | WindowEnd; readonly at: number; readonly span: Span; moved: boolean };

/** Make the brush; the plot takes its pointer. Gives what puts its elements where the window is. */
export function makeBrush(plot: HTMLElement, owner: BrushOwner): () => void {
  const shades = [el("div", { class: "time-shade" }), el("div", { class: "time-shade" })] as const;
  const frame = el("div", { class: "time-frame" });
  const handles = [timeHandle(owner, 0), timeHandle(owner, 1)] as const;
  plot.append(...shades, frame, ...handles);
  followPointer(plot, handles, owner);
  return () => placeBrush(owner, shades, frame, handles);
}

function timeHandle(owner: BrushOwner, side: WindowEnd): HTMLElement {
  const label = side ? "Last day of the window" : "First day of the window";
  const made = el("div", { class: "time-handle", role: "slider", tabindex: "0", "aria-label": label, "aria-orientation": "horizontal" });
  made.addEventListener("keydown", (event) => {
    const span = keyedSpan(event, owner, side);
    if (!span) return;
    event.preventDefault();
    event.stopPropagation();
    owner.choose(span, true);
  });
  return made;
}

/** Give the window after a key, or null where the key means nothing here. */
function keyedSpan(event: KeyboardEvent, owner: BrushOwner, side: WindowEnd): Span | null {
  const { first, end } = owner.scale();
  const span = owner.window() ?? [first, end - 1];
  const unit = event.shiftKey ? biggerUnit(owner.unit()) : owner.unit();
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: BIG_STEPS, PageDown: -BIG_STEPS,
  };
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (event.key === "Home" || event.key === "End") return replaced(span, side, event.key === "Home" ? first : end - 1);
  const step = steps[event.key];
  if (step === undefined) return null;
  const moved = side ? steppedStart(span[1] + 1, unit, step) - 1 : steppedStart(span[0], unit, step);
  return replaced(span, side, Math.min(Math.max(moved, first), end - 1));
}

/** Step from one beginning of a unit to another; from inside a unit, first to its own beginning. */
function steppedStart(day: number, unit: Unit, step: number): number {
  const start = unitStart(day, unit);
  return unitsOn(start, unit, step < 0 && start < day ? step + 1 : step);
}

function replaced(span: Span, side: WindowEnd, day: number): Span {
  return side ? [Math.min(span[0], day), day] : [day, Math.max(span[1], day)];
}

function followPointer(plot: HTMLElement, handles: readonly [HTMLElement, HTMLElement], owner: BrushOwner): void {
  let grip: Grip | null = null;
  let left = 0;
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    left = plot.getBoundingClientRect().left;
    grip = grasped(event.clientX - left, event.target, handles, owner);
    plot.setPointerCapture(event.pointerId);
    if (grip.kind === 0 || grip.kind === 1) handles[grip.kind].focus();
  });
  plot.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const x = event.clientX - left;
    if (!grip.moved && Math.abs(x - grip.at) < CLICK) return;
    grip.moved = true;
    owner.choose(dragged(grip, x, owner), false);
  });
  const end = (event: PointerEvent): void => {
    if (!grip) return;
    const x = event.clientX - left;
    const held = grip;
    grip = null;
    if (event.type === "pointercancel") return;
    if (held.moved) owner.choose(dragged(held, x, owner), true);
    else if (held.kind === "new") owner.choose(snapped(x, x, owner), true);
  };
  plot.addEventListener("pointerup", end);
  plot.addEventListener("pointercancel", end);
}

function grasped(x: number, target: EventTarget | null, handles: readonly HTMLElement[], owner: BrushOwner): Grip {
  const span = owner.window();
  const side = handles.indexOf(target as HTMLElement);
  const { first, end } = owner.scale();
  if (side >= 0) return { kind: side as WindowEnd, at: x, span: span ?? [first, end - 1], moved: false };
  const scale = owner.scale();
  const inside = span && x >= dayToX(scale, span[0]) && x <= dayToX(scale, span[1] + 1);
  return { kind: inside ? "move" : "new", at: x, span: span ?? [first, first], moved: false };
}

function dragged(grip: Grip, x: number, owner: BrushOwner): Span {
  const scale = owner.scale();
  if (grip.kind === "new") return snapped(grip.at, x, owner);
  if (grip.kind === "move") {
    const { first, end } = scale;
    const far = Math.round(((x - grip.at) / scale.width) * (end - first));
    const held = Math.min(Math.max(far, first - grip.span[0]), end - 1 - grip.span[1]);
    const start = unitStart(grip.span[0] + held, owner.unit());
    const shifted = grip.span[0] === unitStart(grip.span[0], owner.unit()) ? start : grip.span[0] + held;
    return slidTo(grip.span, Math.max(shifted, first), owner.unit());
  }
  const [day, last] = snapped(x, x, owner);
  return grip.kind ? [Math.min(grip.span[0], day), last] : [day, Math.max(grip.span[1], last)];
}

/** The units between two places, whole. */
function snapped(from: number, to: number, owner: BrushOwner): Span {
  const days = [from, to].map((x) => xToDay(owner.scale(), x)).sort((a, b) => a - b) as [number, number];
  const unit = owner.unit();
  return [unitStart(days[0], unit), unitsOn(unitStart(days[1], unit), unit, 1) - 1];
}

/** A window as long as another from a day on: whole units stay whole, whatever their number of days. */
export function slidTo(span: Span, start: number, unit: Unit): Span {
  const length = unitLength(span, unit);
  return length ? [start, unitsOn(start, unit, length) - 1] : [start, start + span[1] - span[0]];
}

/** How many whole units a window is; 0 where it is none. */
export function unitLength([first, last]: Span, unit: Unit): number {
  if (unitStart(first, unit) !== first) return 0;
  let length = 0;
  let end = first;
  while (end <= last) end = unitsOn(first, unit, ++length);
  return end === last + 1 ? length : 0;
}

function placeBrush(owner: BrushOwner, shades: readonly HTMLElement[], frame: HTMLElement, handles: readonly HTMLElement[]): void {
  const scale = owner.scale();
  const span = owner.window();
  const [first, last] = span ?? [scale.first, scale.end - 1];
  const inSight = (x: number): number => Math.min(Math.max(x, 0), scale.width);
  const from = inSight(dayToX(scale, first));
  const to = inSight(dayToX(scale, last + 1));
  shades[0]!.style.width = `${span ? from : 0}px`;
  shades[1]!.style.width = `${span ? scale.width - to : 0}px`;
  frame.hidden = !span;
  frame.style.left = `${from}px`;
  frame.style.width = `${Math.max(to - from, 1)}px`;
  handles.forEach((handle, side) => {
    handle.style.left = `${side ? to : from}px`;
    handle.classList.toggle("idle", !span);
    handle.setAttribute("aria-valuemin", `${Math.min(scale.first, first)}`);
    handle.setAttribute("aria-valuemax", `${Math.max(scale.end - 1, last)}`);
    handle.setAttribute("aria-valuenow", `${side ? last : first}`);
    handle.setAttribute("aria-valuetext", span ? longDay(side ? last : first) : `${longDay(side ? last : first)}, no window chosen`);
  });
}
