// Buttons over the map: nearer, farther, all places in sight; and the choice of what the map shows.

import type { App } from "../contract";
import { button, el } from "../dom";
import type { Subject } from "./listing";
import type { Place2D } from "./mercator";

const ZOOM_STEP = 1.6; // of a button

/** What the buttons ask their owner. */
export interface MapMoves {
  zoom(at: Place2D, factor: number): void;
  /** Most places, or all. */
  fit(all?: boolean): void;
}

export function zoomButtons(canvas: HTMLElement, owner: MapMoves): HTMLElement {
  const middle = (): Place2D => ({ x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 });
  const make = (sign: string, about: string, act: () => void): HTMLElement => button(sign, act, { class: "plain", title: about, "aria-label": about });
  return el(
    "div",
    { class: "map-zoom" },
    make("+", "Nearer", () => owner.zoom(middle(), ZOOM_STEP)),
    make("−", "Farther", () => owner.zoom(middle(), 1 / ZOOM_STEP)),
    make("Most", "Most places in sight", () => owner.fit()),
    make("All", "All places in sight", () => owner.fit(true)),
  );
}

/** The choice of what the map shows; its inputs are put into `inputs`. */
export function subjectChoice(app: App, inputs: Map<Subject, HTMLInputElement>): HTMLElement {
  const choice = (subject: Subject, text: string): HTMLElement => {
    const input = el("input", { type: "radio", name: "map-subject", value: subject, checked: subject === app.state.mapSubject });
    input.addEventListener("change", () => app.set({ mapSubject: subject }));
    inputs.set(subject, input);
    return el("label", {}, input, text);
  };
  return el("fieldset", { class: "map-subject" }, el("legend", { class: "unseen" }, "What the map shows"), choice("control", "Who held it"), choice("claims", "What is told"));
}
