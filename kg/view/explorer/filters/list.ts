/**
 * A filter as a list of boxes: each choice with the number of claims that it would show beside the other
 * filters, all or none at once, or just one. A list is filled when it is opened first.
 */

import { normalizedLabel } from "../data/folding";
import type { Choice, Facet } from "../data/choices";
import { facets } from "../data/facets";
import { button, el, fill, numbered } from "../dom";
import { initial } from "../state";
import type { App } from "../contract";

const SHOWN_FIRST = 12; // choices before "show all"
const MOST_SHOWN = 300; // choices that are ever listed at once; more are found by typing

export interface Section {
  readonly element: HTMLDetailsElement;
  readonly update: (filled: boolean) => void;
}

/** Make a section of the panel that opens and closes; `make` fills it, `refresh` follows the state. */
export function makeSection(title: string, open: boolean, refresh: (heading: HTMLElement) => void, body: HTMLElement): Section {
  const heading = el("small", { class: "off" });
  const element = el("details", { class: "facet", open }, el("summary", {}, el("h3", {}, title), heading), body);
  const update = (): void => refresh(heading);
  element.addEventListener("toggle", () => update());
  return { element, update };
}

/** Make a filter's list. */
export function makeFacetList(app: App, facet: Facet): Section {
  const list = el("ul", { class: "choices" });
  const more = el("p", { class: "more" });
  const finder = el("input", { type: "search", class: "finder", "aria-label": `Find among ${facet.many}`, placeholder: `Find among ${facet.many}` });
  const body = el("div", {}, allOrNone(app, facet), finder, list, more);
  let all = false;
  let rows: ChoiceRow[] = [];
  let choices: Choice[] = [];
  let listed = "";
  const section = makeSection(facet.title, false, (heading) => {
    const off = app.state[facet.key].size;
    fill(heading, off ? `${numbered(off)} off` : "");
    if (!section.element.open) return;
    const counts = facet.counts(facets(app.model, app.state));
    if (!choices.length) choices = sortedChoices(app, facet);
    const found = matching(choices, finder.value);
    const shown = found.slice(0, all || finder.value ? MOST_SHOWN : SHOWN_FIRST);
    finder.hidden = choices.length <= SHOWN_FIRST;
    const now = shown.map(({ name }) => name).join("\n");
    if (now !== listed || !rows.length) {
      rows = shown.map((choice) => makeChoiceRow(app, facet, choice));
      fill(list, ...rows.map(({ element }) => element));
      listed = now;
    }
    for (const row of rows) row.update(counts[row.index] ?? 0);
    fill(more, ...moreWords(found.length, shown.length, () => ((all = true), section.update(true))));
  }, body);
  finder.addEventListener("input", () => section.update(true));
  return section;
}

/** Most claims first, as the graph has them without any filter: the order stays while filters change. */
function sortedChoices(app: App, facet: Facet): Choice[] {
  const counts = facet.counts(facets(app.model, initial));
  const choices = facet.choices(app.model).filter(({ index }) => counts[index]);
  return choices.sort((a, b) => (counts[b.index] ?? 0) - (counts[a.index] ?? 0) || a.index - b.index);
}

function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = normalizedLabel(typed);
  return wanted ? choices.filter(({ label, name }) => normalizedLabel(label).includes(wanted) || name.includes(typed)) : choices;
}

function moreWords(found: number, shown: number, showAll: () => void): (Node | string)[] {
  if (found <= shown) return [];
  if (shown < SHOWN_FIRST || found > MOST_SHOWN) return [`${numbered(found - shown)} more: type to find them`];
  return [button(`Show all ${numbered(found)}`, showAll, { class: "link" })];
}

function allOrNone(app: App, facet: Facet): HTMLElement {
  const all = button("All", () => app.set({ [facet.key]: new Set() }), { class: "link", "aria-label": `All ${facet.many}` });
  const none = button("None", () => app.set({ [facet.key]: new Set(facet.choices(app.model).map(({ name }) => name)) }), {
    class: "link",
    "aria-label": `None of the ${facet.many}`,
  });
  return el("p", { class: "all-or-none" }, all, none);
}

interface ChoiceRow {
  readonly element: HTMLElement;
  readonly index: number;
  readonly update: (count: number) => void;
}

/** Make a box with its number, and a button for it alone. */
function makeChoiceRow(app: App, facet: Facet, choice: Choice): ChoiceRow {
  const box = el("input", { type: "checkbox" });
  const count = el("small", { class: "count" });
  const label = el("label", { title: choice.about }, box, el("span", { class: "label", dir: "auto" }, choice.label), count);
  box.addEventListener("change", () => app.set({ [facet.key]: switched(app.state[facet.key], [choice.name], box.checked) }));
  const only = button("only", () => showOnly(app, facet, [choice.name]), { class: "link only", "aria-label": `Only ${choice.label}` });
  const update = (number: number): void => {
    box.checked = !app.state[facet.key].has(choice.name);
    count.textContent = numbered(number);
    label.classList.toggle("nothing", number === 0);
  };
  return { element: el("li", {}, label, only), index: choice.index, update };
}

/** Hide all choices of a facet but some. */
export function showOnly(app: App, facet: Facet, names: readonly string[]): void {
  const others = facet.choices(app.model).flatMap(({ name }) => (names.includes(name) ? [] : [name]));
  app.set({ [facet.key]: new Set(others) });
}

/** Give a set of hidden names with some of them shown or hidden. */
export function switched(hidden: ReadonlySet<string>, names: readonly string[], on: boolean): ReadonlySet<string> {
  const changed = new Set(hidden);
  for (const name of names) {
    if (on) changed.delete(name);
    else changed.add(name);
  }
  return changed;
}
