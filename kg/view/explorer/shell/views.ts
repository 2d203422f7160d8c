/**
 * The views in the middle, one at a time, and the tabs that choose among them.
 *
 * A view is made when it is first shown, and what changed while it was hidden is told when it is shown again.
 */

import type { Change, Desk } from "../app";
import { button, el, fill } from "../dom";
import { VIEWS, VIEW_LABELS } from "../state";
import type { MakePart, Part, View } from "../contract";

export type ViewMakers = Partial<Record<View, MakePart>>;

interface Shown {
  readonly view: View;
  readonly tab: HTMLButtonElement;
  readonly panel: HTMLElement;
  part: Part | null;
  missed: Set<Change>;
}

/** Make the tabs and the views. */
export function makeViews(desk: Desk, makers: ViewMakers): { tabs: HTMLElement; panels: HTMLElement; placed: () => void } {
  const shown = VIEWS.filter((view) => makers[view]).map((view): Shown => {
    const tab = button(VIEW_LABELS[view], () => desk.set({ view }), {
      role: "tab",
      id: `tab-${view}`,
      "aria-controls": view,
    });
    const panel = el("section", { role: "tabpanel", id: view, class: "view", "aria-labelledby": tab.id, tabindex: "-1", hidden: true });
    return { view, tab, panel, part: null, missed: new Set() };
  });
  const tabs = el("div", { role: "tablist", class: "tabs", "aria-label": "Views" }, ...shown.map(({ tab }) => tab));
  tabs.addEventListener("keydown", (event) => moveTab(event, shown));
  const show = (changes: ReadonlySet<Change> | null): void => {
    const now = shown.find(({ view }) => view === desk.state.view) ?? shown[0];
    const held = shown.some((one) => one !== now && one.panel.contains(document.activeElement));
    for (const one of shown) {
      one.tab.setAttribute("aria-selected", String(one === now));
      one.tab.tabIndex = one === now ? 0 : -1;
      one.panel.hidden = one !== now;
      for (const change of changes ?? []) one.missed.add(change);
    }
    if (now && (!changes || changes.has("view"))) requestAnimationFrame(() => now.tab.scrollIntoView({ block: "nearest", inline: "nearest" }));
    if (now) catchUp(desk, now, makers[now.view]!);
    if (held) now?.panel.focus({ preventScroll: true }); // the keyboard goes along
  };
  desk.follow(show);
  show(null);
  const placed = (): void => shown.forEach(({ part }) => part?.placed?.());
  return { tabs, panels: el("div", { class: "views" }, ...shown.map(({ panel }) => panel)), placed };
}

function catchUp(desk: Desk, one: Shown, make: MakePart): void {
  const missed = one.missed;
  one.missed = new Set();
  if (one.part) {
    if (missed.size) one.part.update(missed);
    return;
  }
  try {
    one.part = make(desk);
    fill(one.panel, el("h2", { class: "unseen" }, VIEW_LABELS[one.view]), one.part.element);
    if (one.panel.isConnected) one.part.placed?.();
  } catch (error) {
    console.error(error);
    fill(one.panel, el("p", { class: "trouble", role: "alert" }, `This view could not be made: ${String(error)}`));
  }
}

/** Arrows move between tabs; Enter or space shows a view, since some are costly to make. */
function moveTab(event: KeyboardEvent, shown: readonly Shown[]): void {
  const at = shown.findIndex(({ tab }) => tab === event.target);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  shown[(to + shown.length) % shown.length]!.tab.focus();
}
