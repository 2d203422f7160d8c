// Rows of the table twin: a claim's first cell says what kind of saying it is, before its words.

import { bracketed } from "../claim/brackets";
import { markElements, said, voicesElement } from "../claim/card";
import { button, el, numbered } from "../dom";
import { columnsOf, entityCounts } from "./columns";
import type { App } from "../contract";
import { axesOf, claimWords, listed, sentenceOf } from "../words";

export function tableRow(app: App, kind: "entities" | "claims", index: number): HTMLElement {
  return kind === "entities" ? entityRow(app, index) : claimRow(app, index);
}

function entityRow(app: App, node: number): HTMLElement {
  const { nodes, types, facts } = app.model;
  const id = nodes.id.at(node);
  const open = (): void => app.set({ entity: id, claim: null, edge: null });
  const name = button(nodes.label.at(node), open, { class: "link name", dir: "auto", "data-focus": `row ${id}` });
  const aliases = facts?.nodes.aliases.at(node).split("\n").filter(Boolean).join(" · ") ?? "";
  const number = (value: number): HTMLElement => el("td", { class: "number" }, numbered(value));
  const { edges, claims } = entityCounts(app);
  const cells = [number(edges[node]!), number(claims[node]!), number(nodes.voices[node]!), el("td", { class: "wide" }, said(aliases))];
  return rowOf("entities", id, open, el("th", { scope: "row" }, name), el("td", {}, said(types[nodes.type[node]!]!.label)), ...cells);
}

function claimRow(app: App, claim: number): HTMLElement {
  const { model } = app;
  const facts = model.facts!;
  const key = facts.claims.key.at(claim);
  const open = (): void => app.set({ claim: key, entity: null, edge: null });
  const [subject, relation, object] = sentenceOf(model, claim);
  const marks = markElements(app, facts, claim).flatMap((mark) => [mark, " "]);
  const what = marks.length ? marks : [el("span", { class: "soft" }, axesOf(model, facts, claim).mode)];
  const name = button(subject, open, { class: "link", dir: "auto", "data-focus": `row ${key}`, "aria-label": claimWords(model, claim) });
  const sure = axesOf(model, facts, claim).certainty;
  const [sentence, document] = sentenceCells(app, claim);
  return rowOf(
    "claims",
    key,
    open,
    el("td", {}, ...what),
    el("th", { scope: "row" }, name),
    ...[said(relation), said(object)].map((cell) => el("td", {}, cell)),
    sentence!,
    el("td", {}, voicesElement(app, facts, claim)),
    el("td", {}, facts.claims.whenWords.at(claim) || el("span", { class: "soft" }, "no time given")),
    el("td", {}, sure === "unspecified" ? "not stated" : model.certainties[facts.claims.certainty[claim]!]!.label),
    document!,
  );
}

function sentenceCells(app: App, claim: number): HTMLElement[] {
  const { claims, passages, documents } = app.model.facts!;
  const evidence = [...listed(claims.evidence, claim)];
  const quotes = evidence.flatMap((passage, at) => [at ? " […] " : "", ...bracketed(passages.exact.at(passage))]);
  const titles = [...new Set(evidence.map((passage) => documents[passages.document[passage]!]!.title))].join("; ");
  const inferred = axesOf(app.model, app.model.facts!, claim).mode === "inferred";
  const note = inferred ? el("span", { class: "soft" }, "No passage says it; it rests on: ") : null;
  return [el("td", { class: "sentence" }, note, el("q", { dir: "auto" }, ...quotes)), el("td", { class: "wide" }, said(titles))];
}

/** A row whose cells say under which title they stand: on a phone it is a card, which has no columns. */
function rowOf(kind: "entities" | "claims", key: string, open: () => void, ...cells: HTMLElement[]): HTMLElement {
  columnsOf(kind).forEach(({ title }, at) => {
    cells[at]!.dataset["title"] = title;
    cells[at]!.setAttribute("role", cells[at]!.tagName === "TH" ? "rowheader" : "cell");
  });
  const row = el("tr", { "data-row": key, role: "row" }, ...cells);
  row.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element && event.target.closest("button");
    if (!pressed && !getSelection()?.toString()) open();
  });
  return row;
}

/** Up and down go from row to row. */
export function moveByArrow(event: KeyboardEvent, body: HTMLElement): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  if (!next || !body.contains(next)) return;
  event.preventDefault();
  next.querySelector<HTMLElement>("[data-focus]")?.focus();
}
