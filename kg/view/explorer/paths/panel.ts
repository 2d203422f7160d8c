/** How two entities hang together: the shortest paths over what is drawn, with a sentence for every hop. */

import { PATHS_SHOWN, evidencePaths } from "./shortest";
import type { Paths, Step } from "./shortest";
import { quoted } from "../claim/brackets";
import { said, voicesElement } from "../claim/card";
import { button, counted, el, fill } from "../dom";
import type { App, Part } from "../contract";
import { axesOf, capital, groundVoicesOf, insertionWords, leadOf, listed, sentenceOf, whenOf } from "../words";

/** Make the panel; it is empty while no path is asked for. */
export function makePathPanel(app: App): Part {
  const element = el("section", { class: "path-panel", "aria-label": "Paths" });
  const update: Part["update"] = (changes) => {
    if (changes.has("path") || changes.has("visible") || changes.has("facts")) fill(element, ...pathContent(app));
  };
  fill(element, ...pathContent(app));
  return { element, update };
}

function pathContent(app: App): HTMLElement[] {
  const { path } = app.state;
  if (path === null) return [];
  const [start, end] = path.map((id) => app.node(id)) as [number, number];
  const label = (node: number): string => app.model.nodes.label.at(node);
  const heading = el("h2", { dir: "auto" }, `${label(start)} to ${label(end)}`);
  const close = button("×", () => app.set({ path: null }), { class: "close-path plain", "aria-label": "Close the paths" });
  const swap = button("The other way round", () => app.set({ path: [path[1], path[0]] }), { class: "link" });
  const found = evidencePaths(app.model, app.visible, start, end);
  const lists = found.paths.map((steps, at) =>
    el("section", {}, found.paths.length > 1 ? el("h3", {}, `Path ${at + 1}`) : null, el("ol", { class: "hops" }, ...steps.map((step) => hopItem(app, step)))),
  );
  return [el("div", { class: "path-head" }, heading, close), el("p", { class: "soft" }, pathWords(found), " ", swap), ...lists];
}

function pathWords(found: Paths): string {
  if (found.distance === null) return "No path over the lines that are drawn now. That says nothing of the world: filters may hide one, or no sentence tells of it.";
  if (!found.total) return found.distance === 0 ? "Both ends are one entity." : `The shortest path has ${counted(found.distance, "hop")}, too many to mean much.`;
  const shown = found.total > PATHS_SHOWN ? `; the ${found.paths.length} of the plainest lines are shown` : "";
  const number = counted(found.total, "shortest path");
  return `${number} of ${counted(found.distance ?? 0, "hop")} over the lines that are drawn now, in either direction${shown}. A path is no statement: each sentence says only its own hop.`;
}

/** A hop: what kind of saying it is, the claim, who says it, its sentences, and why where a curator concludes it. */
function hopItem(app: App, { claim, claims: between }: Step): HTMLElement {
  const facts = app.model.facts!;
  const { claims, passages } = facts;
  const lead = leadOf(app.model, facts, claim);
  const words = button(sentenceOf(app.model, claim).join(" "), () => app.set({ claim: claims.key.at(claim) }), { class: "link", dir: "auto" });
  const quotes = [...listed(claims.evidence, claim)].map((passage) => quoted(passages.exact.at(passage)));
  const when = whenOf(claims, claim)?.words ?? "";
  const others = between.length - 1;
  const more = [when, others ? `${counted(others, "other claim")} between the two` : ""].filter(Boolean).join(" · ");
  const head = lead ? el("span", { class: "hop-lead" }, `${capital(lead)}: `) : null;
  const rationale = claims.rationale.at(claim);
  const why = rationale ? el("p", {}, el("b", {}, "Why: "), said(rationale)) : null;
  return el("li", {}, head, words, voicesRow(app, claim), ...quotes, why, more ? el("small", {}, more) : null);
}

/** Who says it; of an inference, whose claims it rests on. */
function voicesRow(app: App, claim: number): HTMLElement {
  const facts = app.model.facts!;
  if (axesOf(app.model, facts, claim).mode !== "inferred") {
    return el("p", { class: "hop-voices" }, "Said by ", voicesElement(app, facts, claim), insertionWords(facts, claim));
  }
  const names = groundVoicesOf(app.model, facts, claim).map((voice) => app.model.nodes.label.at(voice));
  return el("p", { class: "hop-voices" }, "Rests on claims by ", said(new Intl.ListFormat("en-GB").format(names)), ":");
}
