/**
 * The page around its parts: header, chips, panels, and what a narrow window makes of them.
 *
 * The page's own HTML needs no more than an element with the id `page`.
 */

import { offerAction } from "../controls/actions";
import type { Desk } from "../app";
import { makeAppearance } from "./appearance";
import { makeChips } from "../filters/chips";
import type { Changes, MakePart } from "../contract";
import { button, counted, el, fill, part } from "../dom";
import { makeMenu } from "../controls/menu";
import { isNarrow, makePanel } from "../controls/panels";
import type { Panel } from "../controls/panels";
import { makePathPanel } from "../paths/panel";
import { listenForKeys, openHelp } from "./shortcuts";
import { makeStart } from "./start";
import { makeViews } from "./views";
import type { ViewMakers } from "./views";

const START = "Start here";

/** The parts that there are; one that is missing leaves its place out. */
export interface Makers {
  readonly views: ViewMakers;
  readonly filters?: MakePart;
  readonly evidence?: MakePart;
  readonly time?: MakePart;
  readonly search?: MakePart;
}

/**
 * Put the page together around the view, which draws at once; what is given back makes the panels’ content, for which
 * the first frame need not wait.
 */
export function makePage(desk: Desk, makers: Makers): () => void {
  const page = part("page");
  page.className = "page";
  const heard = el("p", { class: "unseen", role: "status", "aria-live": "polite", id: "status" });
  desk.voice = heard;
  const refit = (): void => void dispatchEvent(new Event("resize")); // parts that draw measure anew
  const panels = new Map<string, Panel>();
  for (const [side, label] of [["filters", "Filters"], ["evidence", "Evidence"], ["time", "Time"]] as const) {
    if (makers[side]) panels.set(side, makePanel(side, label, () => settle(panels, refit)));
  }
  nameToggle(desk, panels.get("evidence"));
  const link = copyAddress(desk); // offered before what the views offer
  const { tabs, panels: views, placed } = makeViews(desk, makers.views);
  const middle = el("main", { class: "middle", id: "middle" }, makeChips(desk), views);
  const toggles = el("div", { class: "toggles", role: "group", "aria-label": "Panels" }, ...[...panels.values()].map(({ toggle }) => toggle));
  fill(
    page,
    header(desk, makers, tabs, toggles, link),
    el("div", { class: "body" }, inPlace(panels, "filters"), middle, inPlace(panels, "evidence")),
    inPlace(panels, "time"),
    heard,
  );
  listenForKeys(desk, panels);
  retitle(desk);
  placed();
  return () => {
    mountSides(desk, makers, panels);
    desk.follow((changes) => {
      showWhatChanged(desk, changes, panels);
      retitle(desk);
    });
    if (isNarrow() && isChosen(desk)) panels.get("evidence")?.show(true);
  };
}

/** What was chosen is shown from its beginning; on a narrow window a new view is not covered by a sheet. */
function showWhatChanged(desk: Desk, changes: Changes, panels: ReadonlyMap<string, Panel>): void {
  const choices = ["entity", "claim", "edge", "path"] as const;
  const evidence = panels.get("evidence");
  if (choices.some((key) => changes.has(key)) && evidence) {
    evidence.inside.scrollTop = 0;
    if (choices.some((key) => desk.state[key] !== null)) evidence.show(true);
  }
  if (changes.has("view") && isNarrow()) for (const panel of panels.values()) panel.show(false);
}

function header(desk: Desk, makers: Makers, tabs: HTMLElement, toggles: HTMLElement, link: HTMLElement): HTMLElement {
  const { nodes, claims } = desk.model;
  const size = el("p", { class: "size" }, `${counted(nodes.count, "entity", "entities")} · ${counted(claims.count, "claim")}`);
  const title = el("h1", { dir: "auto", title: desk.model.title }, desk.model.title);
  const search = el("div", { id: "search", class: "search" });
  if (makers.search) mount(desk, search, makers.search);
  const skip = button("Skip to the view", () => document.querySelector<HTMLElement>(".view:not([hidden])")?.focus(), { class: "skip plain" });
  const tools = el(
    "div",
    { class: "tools" },
    makeMenu("Export", "Export"),
    link,
    makeAppearance(desk),
    button("?", () => openHelp(), { class: "plain help", "aria-label": "Help and shortcuts", title: "Help and shortcuts (?)" }),
  );
  const row = el("div", { class: "row" }, tabs, toggles);
  return el("header", { class: "top" }, skip, el("div", { class: "brand" }, title, size, desk.model.notice !== "" && el("p", { class: "notice", dir: "auto" }, desk.model.notice)), search, tools, row);
}

/** A button that copies the address of just this view; where that is forbidden, it shows it. */
function copyAddress(desk: Desk): HTMLElement {
  const label = "Copy link";
  const made = button(label, () => void copy(), { class: "plain copy-link", title: "An address that opens the page as you see it now" });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(desk.address());
      made.textContent = "Copied";
    } catch {
      prompt("The address of this view:", desk.address());
      return;
    }
    desk.say("The address of this view is copied.");
    setTimeout(() => (made.textContent = label), 2000);
  };
  offerAction({ label: "Link to this view", about: "copies an address that opens the page as it is now", menu: "Export", run: () => void copy() });
  return made;
}

function isChosen({ state }: Desk): boolean {
  return state.entity !== null || state.claim !== null || state.edge !== null;
}

/** The panel of evidence is where a stranger begins. */
function nameToggle(desk: Desk, panel: Panel | undefined): void {
  if (panel) panel.toggle.textContent = isChosen(desk) || desk.state.path !== null ? "Evidence" : START;
}

function inPlace(panels: ReadonlyMap<string, Panel>, side: string): HTMLElement | null {
  return panels.get(side)?.element ?? null;
}

function mountSides(desk: Desk, makers: Makers, panels: ReadonlyMap<string, Panel>): void {
  for (const [side, panel] of panels) {
    const make = makers[side as "filters"];
    if (!make) continue;
    if (side !== "evidence") {
      mount(desk, panel.inside, make);
      continue;
    }
    const start = el("div", { class: "start" });
    const path = el("div", { class: "path" });
    const evidence = el("div", { class: "chosen" });
    const none = { entity: null, claim: null, edge: null, path: null };
    const back = el("p", { class: "to-start" }, button(START, () => desk.set(none), { class: "link", title: "Questions to begin with, and the sources" }));
    fill(panel.inside, back, start, evidence, path);
    mount(desk, start, makeStart);
    mount(desk, path, makePathPanel);
    mount(desk, evidence, make);
    const choose = (): void => {
      const chosen = isChosen(desk);
      const focused = [back, start, evidence, path].find((one) => one.contains(document.activeElement));
      start.hidden = chosen || desk.state.path !== null;
      back.hidden = !start.hidden;
      evidence.hidden = !chosen;
      path.hidden = chosen || desk.state.path === null;
      if (focused?.hidden) panel.element.focus({ preventScroll: true }); // the keyboard stays in the panel
      nameToggle(desk, panel);
    };
    desk.follow(choose);
    choose();
  }
}

/** Make a part, or say that it could not be made; the others go on. */
function mount(desk: Desk, place: HTMLElement, make: MakePart): void {
  try {
    const made = make(desk);
    fill(place, made.element);
    desk.follow((changes) => made.update(changes));
  } catch (error) {
    console.error(error);
    fill(place, el("p", { class: "trouble", role: "alert" }, `This part could not be made: ${String(error)}`));
  }
}

/** On a narrow window one sheet at a time. */
function settle(panels: ReadonlyMap<string, Panel>, refit: () => void): void {
  const open = [...panels.values()].filter((panel) => panel.isOpen());
  document.documentElement.dataset["sheet"] = isNarrow() && open.length ? open.at(-1)!.side : "";
  if (isNarrow() && open.length > 1) {
    const last = open.find((panel) => panel.element === document.activeElement || panel.element.contains(document.activeElement)) ?? open.at(-1)!;
    for (const panel of open) if (panel !== last) panel.show(false);
  }
  refit();
}

function retitle(desk: Desk): void {
  const { state, model } = desk;
  const node = state.entity === null ? -1 : desk.node(state.entity);
  document.title = node < 0 ? model.title : `${model.nodes.label.at(node)} · ${model.title}`;
}
