/**
 * The panels around the view: filters at the left, evidence at the right, time below. Each can be put
 * away, and the sides made wider; on a narrow window they are sheets that lie over the view.
 */

import { button, el } from "../dom";
import { kept, keep } from "./keeping";

export type Side = "filters" | "evidence" | "time";

export interface Panel {
  readonly side: Side;
  readonly element: HTMLElement;
  /** Where the panel's content goes. */
  readonly inside: HTMLElement;
  /** Opens and closes it; stands in the header or the bar below. */
  readonly toggle: HTMLButtonElement;
  readonly isOpen: () => boolean;
  /** `remember` where the reader chose it. */
  readonly show: (open: boolean, remember?: boolean) => void;
}

const NARROW = "(max-width: 760px)";
const MEDIUM = "(max-width: 1120px)";
const LEAST_WIDE = 220;
const MOST_WIDE = 720;
const STEP_WIDE = 24; // pixels for each press of an arrow

/** Tell whether panels are sheets now. */
export function isNarrow(): boolean {
  return matchMedia(NARROW).matches;
}

/** Make a panel, with its button; `changed` is called when it opened or closed. */
export function makePanel(side: Side, label: string, changed: () => void): Panel {
  const inside = el("div", { class: "inside" });
  const close = button("×", () => show(false, true), { class: "close", "aria-label": `Close: ${label}` });
  const element = el("aside", { id: side, class: `panel ${side}`, "aria-label": label, tabindex: "-1" }, close, inside);
  const toggle = button(label, () => show(Boolean(element.hidden), true), { class: "plain toggle", "aria-controls": side });
  const show = (open: boolean, remember = false): void => {
    if (remember && !isNarrow()) keep(`panel-${side}`, open ? "open" : "closed");
    if (open !== element.hidden) return;
    element.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
    if (open && isNarrow()) element.focus();
    if (!open && element.contains(document.activeElement)) toggle.focus();
    changed();
  };
  if (side !== "time") element.append(grip(side, label, changed));
  const start = opensAtFirst(side);
  element.hidden = !start;
  toggle.setAttribute("aria-expanded", String(start));
  return { side, element, inside, toggle, isOpen: () => !element.hidden, show };
}

function opensAtFirst(side: Side): boolean {
  if (isNarrow()) return false;
  const chosen = kept(`panel-${side}`);
  if (chosen !== null) return chosen === "open";
  return side !== "filters" || !matchMedia(MEDIUM).matches;
}

/** A bar at the panel's inner edge that makes it wider: by mouse, touch or arrows. */
function grip(side: Side, label: string, changed: () => void): HTMLElement {
  const variable = `--wide-${side}`;
  const sign = side === "filters" ? 1 : -1;
  const bar = el("div", {
    role: "separator",
    class: "grip",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": `Width: ${label}`,
    "aria-valuemin": String(LEAST_WIDE),
    "aria-valuemax": String(MOST_WIDE),
  });
  const widen = (pixels: number): void => {
    const wide = Math.round(Math.min(MOST_WIDE, Math.max(LEAST_WIDE, pixels)));
    document.documentElement.style.setProperty(variable, `${wide}px`);
    bar.setAttribute("aria-valuenow", String(wide));
    keep(`wide-${side}`, String(wide));
    changed();
  };
  const now = (): number => bar.parentElement?.getBoundingClientRect().width ?? LEAST_WIDE;
  const chosen = Number(kept(`wide-${side}`));
  if (chosen >= LEAST_WIDE) widen(chosen);
  else bar.setAttribute("aria-valuenow", String(side === "filters" ? 264 : 400));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: STEP_WIDE, ArrowLeft: -STEP_WIDE }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    widen(now() + sign * step);
  });
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const wide = now();
    const drag = (moved: PointerEvent): void => widen(wide + sign * (moved.clientX - event.clientX));
    bar.addEventListener("pointermove", drag);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", drag), { once: true });
  });
  return bar;
}
