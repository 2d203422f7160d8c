// The panel at the side while nothing is chosen: what the page holds, and where a stranger may begin.

import { suggestions } from "../data/suggestions";
import { button, counted, el, fill } from "../dom";
import type { App, Part } from "../contract";
import { isoDayWords } from "../words";

/** Make the panel. */
export function makeStart(app: App): Part {
  const element = el("div", { class: "start-inside" });
  const update = (): void => fill(element, aboutGraph(app), ...startQuestions(app), ...startSources(app), legendNote());
  update();
  return { element, update: (changes) => void (changes.has("facts") && update()) };
}

function aboutGraph(app: App): HTMLElement {
  const { nodes, claims } = app.model;
  const size = `${counted(nodes.count, "entity", "entities")} and ${counted(claims.count, "claim")}`;
  return el("p", { class: "lede" }, `${size}. Each claim stands with the sentence that says it, who says it, when it holds and how sure it is.`);
}

function startQuestions(app: App): HTMLElement[] {
  const found = suggestions(app.model);
  if (!found.length) return [];
  const items = found.map(({ question: [ours, theirs, rest], about, change }) => {
    const ask = button("", () => app.set(change), { class: "link" });
    fill(ask, ours, el("bdi", {}, theirs), rest);
    return el("li", {}, ask, el("small", { dir: "auto" }, about));
  });
  if (document.getElementById("editor-js") !== null) {
    const more = button("More questions, and your own", () => app.set({ view: "query" }), { class: "link" });
    items.push(el("li", {}, more, el("small", {}, "Answered as tables, with the sentences; in SPARQL if you like")));
  }
  return [el("h2", {}, "Begin with a question"), el("ul", { class: "beginnings" }, ...items)];
}

function startSources(app: App): HTMLElement[] {
  const documents = app.model.facts?.documents ?? [];
  if (!documents.length) return [];
  const items = documents.map(({ id, title, publisher, issued }) =>
    el(
      "li",
      {},
      button(title, () => app.set({ view: "text", document: id }), { class: "link", dir: "auto" }),
      el("small", {}, [publisher, isoDayWords(issued)].filter(Boolean).join(", ")),
    ),
  );
  return [el("h2", {}, "What the claims are read from"), el("ul", { class: "beginnings" }, ...items)];
}

function legendNote(): HTMLElement {
  return el(
    "p",
    { class: "soft" },
    "A line in the network is a claim told as fact, or a curator’s inference, which has a line of its own. Predictions, denials and whatever else is no fact are never drawn.",
  );
}
