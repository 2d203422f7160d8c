/** The legend of entities: each group's mark, and a box that hides it; the types of a group one by one. */

import { TYPES } from "../data/choices";
import type { Choice } from "../data/choices";
import { facets } from "../data/facets";
import type { Facets } from "../data/facets";
import { button, el, numbered } from "../dom";
import { showOnly, switched } from "./list";
import { groupSign } from "../controls/signs";
import type { App } from "../contract";
import type { Group, Model } from "../types";

interface LegendRow {
  readonly element: HTMLElement;
  readonly update: (counts: Facets) => void;
}

/** Make what a section needs: how it follows the state, and its content. */
export function makeLegend(app: App): readonly [refresh: (heading: HTMLElement) => void, body: HTMLElement] {
  const rows = typesOfGroups(app.model).map(([group, types]) => makeGroupRow(app, group, types));
  const all = button("All", () => app.set({ hiddenTypes: new Set() }), { class: "link", "aria-label": "All types" });
  const none = button("None", () => app.set({ hiddenTypes: new Set(app.model.types.map(({ name }) => name)) }), {
    class: "link",
    "aria-label": "None of the types",
  });
  const refresh = (heading: HTMLElement): void => {
    const off = app.state.hiddenTypes.size;
    heading.textContent = off ? `${numbered(off)} off` : "";
    const counts = facets(app.model, app.state);
    for (const row of rows) row.update(counts);
  };
  const list = el("ul", { class: "choices groups" }, ...rows.map(({ element }) => element));
  return [refresh, el("div", {}, el("p", { class: "all-or-none" }, all, none), list)];
}

/** Types by the group that draws them, as the entities tell; those of no entity are left out. */
function typesOfGroups(model: Model): [Group, Choice[]][] {
  const { count, group, type } = model.nodes;
  const groups = model.types.map(() => -1);
  for (let node = 0; node < count; node++) groups[type[node]!] = group[node]!;
  const choices = TYPES.choices(model);
  return model.groups
    .map((one, at): [Group, Choice[]] => [one, choices.filter(({ index }) => groups[index] === at)])
    .filter(([, types]) => types.length);
}

function makeGroupRow(app: App, group: Group, types: readonly Choice[]): LegendRow {
  const names = types.map(({ name }) => name);
  const first = types[0]!;
  const alone = types.length === 1 && first.label === group.label;
  const box = el("input", { type: "checkbox" });
  const count = el("small", { class: "count" });
  const label = el("label", { title: group.about }, box, groupSign(group), el("span", { class: "label" }, group.label), count);
  box.addEventListener("change", () => app.set({ hiddenTypes: switched(app.state.hiddenTypes, names, box.checked) }));
  const only = button("only", () => showOnly(app, TYPES, names), { class: "link only", "aria-label": `Only ${group.label}` });
  const inner = alone ? [] : types.map((type) => makeTypeRow(app, type));
  const list = el("ul", { class: "choices types" }, ...inner.map(({ element }) => element));
  const opener = button(`${types.length}`, () => show(Boolean(list.hidden)), { class: "opener", "aria-label": `${types.length} types of ${group.label}` });
  const show = (open: boolean): void => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  show(false);
  const update = (counts: Facets): void => {
    const shown = names.filter((name) => !app.state.hiddenTypes.has(name)).length;
    box.checked = shown > 0;
    box.indeterminate = shown > 0 && shown < names.length;
    count.textContent = numbered(counts.groups[app.model.groups.indexOf(group)] ?? 0);
    for (const row of inner) row.update(counts);
  };
  return { element: el("li", { class: "group" }, label, only, alone ? null : opener, alone ? null : list), update };
}

function makeTypeRow(app: App, type: Choice): LegendRow {
  const box = el("input", { type: "checkbox" });
  const count = el("small", { class: "count" });
  const label = el("label", { title: type.about }, box, el("span", { class: "label" }, type.label), count);
  box.addEventListener("change", () => app.set({ hiddenTypes: switched(app.state.hiddenTypes, [type.name], box.checked) }));
  const only = button("only", () => showOnly(app, TYPES, [type.name]), { class: "link only", "aria-label": `Only ${type.label}` });
  const update = (counts: Facets): void => {
    box.checked = !app.state.hiddenTypes.has(type.name);
    count.textContent = numbered(counts.types[type.index] ?? 0);
  };
  return { element: el("li", {}, label, only), update };
}
