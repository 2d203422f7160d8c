// Buttons over the drawing: zoom, fit, expand and collapse, layout with its progress.

import { button, el } from "../dom";
import type { State } from "../contract";
import type { Scene } from "../draw/scene";

/** What the buttons do. */
export interface ToolActs {
  zoom(inwards: boolean): void;
  fit(): void;
  arrange(): void;
  back(): void;
  expand(): void;
  collapse(): void;
  all(): void;
}

export class Tools {
  readonly element: HTMLElement;
  private readonly arrangeButton: HTMLButtonElement;
  private readonly backButton: HTMLButtonElement;
  private readonly allButton: HTMLButtonElement;
  private readonly around: HTMLElement;
  private readonly bar = el("progress", { max: "1", value: "0", hidden: true, "aria-label": "Layout" });

  constructor(acts: ToolActs) {
    this.arrangeButton = button("Arrange", acts.arrange, { title: "Lay out anew what is drawn; pinned entities stay" });
    this.backButton = button("Put back", acts.back, { title: "Put every entity back to its first place, pinned ones too", hidden: true });
    this.allButton = button("Show all", acts.all, { title: "End the neighbourhood and show everything", hidden: true });
    this.around = el(
      "span", { class: "tool-group", hidden: true },
      button("Expand", acts.expand, { title: "Show the chosen entity’s neighbours (E, or double click)" }),
      button("Collapse", acts.collapse, { title: "Hide its neighbours that have no other edge (C)" }),
    );
    this.element = el(
      "div", { class: "network-tools", role: "group", "aria-label": "Drawing" },
      el(
        "span", { class: "tool-group" },
        button("+", () => acts.zoom(true), { "aria-label": "Zoom in", title: "Zoom in (+)" }),
        button("−", () => acts.zoom(false), { "aria-label": "Zoom out", title: "Zoom out (−)" }),
        button("Fit", acts.fit, { title: "Show everything (0)" }),
      ),
      this.around,
      el("span", { class: "tool-group" }, this.allButton, this.arrangeButton, this.backButton, this.bar),
    );
  }

  /** Offer what makes sense now. */
  follow(state: State, scene: Scene, arranging: boolean, moved = false): void {
    this.around.hidden = state.entity === null;
    this.allButton.hidden = state.focus === null;
    this.arrangeButton.textContent = arranging ? "Stop" : "Arrange";
    if (moved || scene.pinned.includes(1)) this.backButton.hidden = false;
  }

  /** Show how far the layout is, 0 … 1. */
  progress(done: number): void {
    this.bar.hidden = done >= 1;
    this.bar.value = done;
  }
}
