// The line above the view: how much of the graph is seen, and a chip for each filter, which takes it away.

import type { Desk } from "../app";
import { HIDING, hidingWords } from "../data/choices";
import { undrawn } from "../data/filter";
import type { Undrawn } from "../data/filter";
import { button, counted, el, fill, numbered } from "../dom";
import { FILTERS, VIEW_LABELS, activeFilters, initial } from "../state";
import type { App, Changes, State } from "../contract";
import type { Model } from "../types";
import { isoDayWords } from "../words";

interface Chip {
  readonly words: string;
  readonly without: Partial<State>;
}

const POLICY_CHIPS = { strict: "only the narrator’s own statements", default: "", wide: "unconfirmed claims too" } as const;

/** What a wider policy would draw, one and several. */
const WIDER_WORDS: Readonly<Record<State["policy"], readonly [string, string]>> = {
  strict: ["claim that is reported, inferred, unsure or an opinion", "that are reported, inferred, unsure or opinions"],
  default: ["opinion or unsure claim", "opinions and unsure claims"],
  wide: ["claim", "claims"],
};

/** Make the line. */
export function makeChips(desk: Desk): HTMLElement {
  const summary = el("p", { class: "summary" });
  const chips = el("ul", { class: "chips", "aria-label": "Filters that are on" });
  const update = (changes: Changes | null): void => {
    const relevant = changes === null || ["visible", "facts", "path", "view"].some((key) => changes.has(key as "path"));
    if (!relevant) return;
    const focused = [summary, chips].find((line) => line.contains(document.activeElement));
    fill(summary, ...summaryOf(desk));
    const shown = chipsOf(desk.model, desk.state);
    fill(chips, ...shown.map((chip) => chipItem(desk, chip)), activeFilters(desk.state) ? clearing(desk) : null);
    chips.hidden = !shown.length;
    // what was pressed is gone: the keyboard stays near
    if (focused) (focused.querySelector("button") ?? document.querySelector<HTMLElement>(".tabs [aria-selected='true']"))?.focus();
    if (changes?.has("visible") && !changes.has("facts")) desk.say(summary.textContent ?? "");
  };
  desk.follow(update);
  update(null);
  return el("div", { class: "overview" }, summary, chips);
}

/** Put every filter back. */
export function clearFilters(app: App): void {
  app.set(Object.fromEntries(FILTERS.map((key) => [key, initial[key]])));
}

/** What is drawn, surely in the window or maybe; what is not, and why; what the filters leave out: it adds up. */
function summaryOf(desk: Desk): (Node | string)[] {
  const { model, state, visible } = desk;
  if (state.view === "query") return ["Questions are asked of the whole graph, whatever the filters."];
  const { edgeCount, maybeCount, claimCount } = visible;
  const found: (Node | string)[] = [el("b", {}, numbered(edgeCount)), ` of ${counted(model.claims.count, "claim")} drawn`];
  if (state.window && edgeCount) found.push(`: ${numbered(edgeCount - maybeCount)} surely in this time, ${numbered(maybeCount)} may hold`);
  if (claimCount > edgeCount) {
    const list = button(`${numbered(claimCount - edgeCount)} not drawn`, () => desk.set({ view: "claims" }), { class: "link", title: `Listed under “${VIEW_LABELS.claims}”` });
    found.push(" · ", list, `: ${undrawnWords(undrawn(model, visible), state.policy)}`);
  }
  const out = model.claims.count - claimCount;
  if (out) found.push(` · ${numbered(out)} filtered out`);
  return found;
}

function undrawnWords({ never, wider, valued }: Undrawn, policy: State["policy"]): string {
  const words = [
    never && counted(never, "prediction, denial or the like", "predictions, denials and the like"),
    wider && `${counted(wider, ...WIDER_WORDS[policy])} (policy)`,
    valued && counted(valued, "value, not a link", "values, not links"),
  ];
  return words.filter(Boolean).join(", ");
}

function chipsOf(model: Model, state: State): Chip[] {
  const found: Chip[] = [];
  for (const facet of HIDING) {
    if (state[facet.key].size) found.push({ words: hidingWords(facet, model, state[facet.key]), without: { [facet.key]: initial[facet.key] } });
  }
  if (state.policy !== "default") found.push({ words: POLICY_CHIPS[state.policy], without: { policy: "default" } });
  if (state.singleVoice) found.push({ words: "one voice alone says it", without: { singleVoice: false } });
  if (!state.inferred) found.push({ words: "without inferences", without: { inferred: true } });
  if (state.window) found.push({ words: windowWords(state.window), without: { window: null } });
  if (state.window && state.undated) found.push({ words: "undated claims too", without: { undated: false } });
  if (state.focus) found.push({ words: counted(state.focus.length, "chosen entity", "chosen entities"), without: { focus: null } });
  if (state.path) {
    const label = (id: string): string => model.nodes.label.at(nodeCalled(model, id));
    found.push({ words: `paths from ${label(state.path[0])} to ${label(state.path[1])}`, without: { path: null } });
  }
  return found;
}

function nodeCalled(model: Model, id: string): number {
  for (let node = 0; node < model.nodes.count; node++) if (model.nodes.id.at(node) === id) return node;
  return 0;
}

/** Say a window, nothing twice: "14 October 2017", "1–31 October 2017", "3 June – 2 July 2017". */
function windowWords([from, to]: readonly [string, string]): string {
  if (from === to) return isoDayWords(from);
  const [day, month, year] = isoDayWords(from).split(" ");
  if (from.slice(0, 7) === to.slice(0, 7)) return `${day}–${isoDayWords(to)}`;
  return from.slice(0, 4) === to.slice(0, 4) ? `${day} ${month} – ${isoDayWords(to)}` : `${day} ${month} ${year} – ${isoDayWords(to)}`;
}

function chipItem(desk: Desk, chip: Chip): HTMLElement {
  const off = button("×", () => desk.set(chip.without), { "aria-label": `Take away: ${chip.words}` });
  return el("li", { class: "chip" }, el("span", { dir: "auto" }, chip.words), off);
}

function clearing(desk: Desk): HTMLElement {
  const number = activeFilters(desk.state);
  return el("li", {}, button(number > 1 ? `Clear all ${number}` : "Clear", () => clearFilters(desk), { class: "link" }));
}
