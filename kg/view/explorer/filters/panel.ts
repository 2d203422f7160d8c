/**
 * The panel of filters: a legend that filters, what may be drawn at all, and a list for each thing that
 * can be switched off.
 */

import { clearFilters } from "./chips";
import { LISTS, TYPES } from "../data/choices";
import { facets } from "../data/facets";
import { button, el, fill, numbered } from "../dom";
import { makeFacetList, makeSection } from "./list";
import type { Section } from "./list";
import { makeLegend } from "./legend";
import { POLICIES, activeFilters } from "../state";
import type { App, Part } from "../contract";
import type { Policy } from "../types";
import { lineSign, paleSign } from "../controls/signs";
import { PALE_WORDS } from "../draw/strokes";

const POLICY_WORDS: Readonly<Record<Policy, readonly [title: string, about: string]>> = {
  strict: ["Strict", "Only what a document states as certain in its own voice."],
  default: ["Default", "Also what it relays or takes for granted as certain, and what a curator infers."],
  wide: ["Wide", "Also what is only probable, possible or assessed: drawn as unconfirmed."],
};

const LARGE = 20_000; // claims
const A_FRAME = 17; // milliseconds
const REST_OF_COUNTS = 150;

/** Make the panel. */
export function makeFilters(app: App): Part {
  const clear = button("Clear all", () => clearFilters(app), { class: "link" });
  const head = el("div", { class: "filters-head" }, el("h2", {}, "Filters"), clear);
  const sections: Section[] = [
    makeSection(TYPES.title, true, ...makeLegend(app)),
    makeSection("Lines", true, ...makeLines(app)),
    makeSection("What is drawn", true, ...makePolicy(app)),
    ...LISTS.map((facet) => makeFacetList(app, facet)),
    makeSection("Size of the marks", false, ...makeSizes(app)),
  ];
  const element = el("div", { class: "filters-inside" }, head, ...sections.map(({ element: section }) => section));
  let timer = 0;
  const refresh = (): void => {
    const number = activeFilters(app.state);
    clear.textContent = number ? `Clear all (${number})` : "Clear all";
    clear.disabled = number === 0;
    for (const section of sections) section.update(true);
  };
  const soon = (): void => {
    clearTimeout(timer);
    // after the view was drawn; in a large graph, once a window of time no longer moves
    timer = setTimeout(refresh, app.model.claims.count > LARGE ? REST_OF_COUNTS : A_FRAME) as unknown as number;
  };
  soon();
  const update: Part["update"] = (changes) => {
    if (changes.has("visible") || changes.has("facts") || changes.has("size")) soon();
  };
  return { element, update };
}

type SectionParts = readonly [refresh: (heading: HTMLElement) => void, body: HTMLElement];

/** How each kind of saying is drawn; the inferred can be left out, the unconfirmed come by the policy. */
function makeLines(app: App): SectionParts {
  const rows = app.model.lines.map((line) => {
    const count = el("small", { class: "count" });
    const words = el("span", { class: "label" }, line.about || line.label);
    return { count, element: el("li", { class: "line" }, lineSign(line), words, count) };
  });
  const box = el("input", { type: "checkbox" });
  box.addEventListener("change", () => app.set({ inferred: box.checked }));
  const number = el("small", { class: "count" });
  const inferred = el("label", { class: "policy" }, box, el("span", { class: "label" }, "Show what a curator infers"), number);
  const maybe = el("small", { class: "count" });
  const pale = el("li", { class: "line" }, paleSign(), el("span", { class: "label" }, PALE_WORDS), maybe);
  const refresh = (): void => {
    const counts = facets(app.model, app.state);
    rows.forEach(({ count }, at) => (count.textContent = numbered(counts.lines[at] ?? 0)));
    pale.hidden = !app.state.window;
    maybe.textContent = numbered(app.visible.maybeCount);
    box.checked = app.state.inferred;
    number.textContent = numbered(counts.inferred);
  };
  return [refresh, el("div", {}, el("ul", { class: "choices lines" }, ...rows.map(({ element }) => element), pale), inferred)];
}

function makePolicy(app: App): SectionParts {
  const radios = POLICIES.map((policy) => {
    const [title, about] = POLICY_WORDS[policy];
    const box = el("input", { type: "radio", name: "policy", value: policy });
    box.addEventListener("change", () => app.set({ policy }));
    const count = el("small", { class: "count" });
    const words = el("span", { class: "label" }, title, el("small", {}, about));
    return { policy, box, count, element: el("label", { class: "policy" }, box, words, count) };
  });
  const alone = el("input", { type: "checkbox" });
  alone.addEventListener("change", () => app.set({ singleVoice: alone.checked }));
  const number = el("small", { class: "count" });
  const words = el("span", { class: "label" }, "Only what one voice alone says", el("small", {}, "Two passages of one speaker, or a relay of it, are one voice. Where only an inference says it, that voice is the curators’; an edge’s weight in exported files counts the voices that it rests on."));
  const never = el("p", { class: "note" });
  const refresh = (): void => {
    const counts = facets(app.model, app.state);
    radios.forEach(({ policy, box, count }, at) => {
      box.checked = app.state.policy === policy;
      count.textContent = numbered(counts.policies[at] ?? 0);
    });
    alone.checked = app.state.singleVoice;
    number.textContent = numbered(counts.singleVoice);
    fill(never, `${numbered(counts.never)} of what passes here are predictions, denials and the like: no policy draws them.`);
  };
  const group = el("div", { role: "radiogroup", "aria-label": "Policy" }, ...radios.map(({ element }) => element));
  return [refresh, el("div", {}, group, el("label", { class: "policy" }, alone, words, number), never)];
}

function makeSizes(app: App): SectionParts {
  const choices = [
    ["degree", "By the number of lines"],
    ["voices", "By the number of independent voices"],
  ] as const;
  const radios = choices.map(([size, label]) => {
    const box = el("input", { type: "radio", name: "size", value: size });
    box.addEventListener("change", () => app.set({ size }));
    return { size, box, element: el("label", { class: "policy" }, box, el("span", { class: "label" }, label)) };
  });
  const refresh = (): void => radios.forEach(({ size, box }) => (box.checked = app.state.size === size));
  return [refresh, el("div", { role: "radiogroup", "aria-label": "Size of the marks" }, ...radios.map(({ element }) => element))];
}
