// An answer as people read it: a table, a yes or no, triples as Turtle, "no match", or an error at its place.

import { button, counted, el } from "../explorer/dom";
import { type Note, type Outcome, place, type Refusal, type Reply, type Rows } from "./answer";
import { copy, download, type Format, written } from "./export";
import { setup } from "./setup";
import { Table } from "./table";
import type { Terms } from "./terms";

export type Say = (words: string) => void;

const CLAIMS = /\brdf:(?:subject|predicate|object)\b|\bo:(?:Claim|supported_by|voice)\b/;
const TOLD = /\bo:(?:mode|projected|polarity)\b/;
const MIXED =
  "These rows can mix what is stated with what is predicted, denied or only thought: the query asks for claims of every " +
  "kind. Add ?claim to the columns to see what each is, or keep to stated facts with “o:projected true”.";

const OPAQUE = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*/g;
const NAMED = /(\bVALUES\b[^{}]*\{[^{}]*)?(\brdf:predicate\s+)?\b(o:\w+)/g;

/** Tell whether there is no match, for which there may be hints. */
export function isEmpty(outcome: Outcome): boolean {
  return outcome.kind === "rows" ? outcome.rows.length === 0 : outcome.kind === "boolean" && !outcome.value;
}

/** Say in a few words what came back. */
export function told({ outcome, milliseconds }: Reply): string {
  const time = milliseconds < 1_000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
  return `${summary(outcome)}, ${time}`;
}

function summary(outcome: Outcome): string {
  if (outcome.kind === "boolean") return outcome.value ? "Yes" : "No";
  if (outcome.kind === "text") return counted(outcome.text.split("\n").filter((line) => line.trim() !== "").length, "line");
  return outcome.rows.length ? counted(outcome.rows.length, "row") : "No match";
}

/** Give what shows an answer; `say` tells what the reader does to it. */
export function shown({ outcome }: Reply, query: string, terms: Terms | null, say: Say): Node[] {
  if (outcome.kind === "text") return turtle(outcome.text, say);
  if (outcome.kind === "rows") return outcome.rows.length === 0 ? nothing() : rows(outcome, query, terms, say);
  const caution = outcome.value ? plain(query, terms) : null;
  return [el("p", { class: "verdict" }, outcome.value ? "Yes" : "No"), yesNo(outcome.value), ...(caution ? [caution] : [])];
}

/** Give hints as a list; pressing one goes to its place in the editor. */
export function hintList(notes: Note[], go: (note: Note) => void): HTMLElement {
  const items = notes.map((note) => {
    const at = { ...note, ...(place(note.message) ?? {}) };
    const placed = at.line > 1 || at.column > 1; // the first character stands for the whole query
    return el("li", {}, placed && button(`Line ${at.line}`, () => go(at), { class: "link" }), placed && " ", note.message);
  });
  return el("ul", { class: "notes", "aria-label": "Hints" }, ...items);
}

/** Give an error in words, with a way to its place. */
export function fault(refusal: Refusal, go: (note: Note) => void): HTMLElement {
  const at = place(refusal.message);
  const words = el("pre", { tabindex: "0", "aria-label": "What is wrong" }, refusal.message);
  const jump = at && button(`Go to line ${at.line}`, () => go({ ...at, message: refusal.message }));
  return el("div", { class: "error", role: "alert" }, words, jump);
}

function yesNo(value: boolean): HTMLElement {
  const words = value ? "The graph has a match. It tells what voices in the texts say, or what a curator infers from them; it is no proof that it happened." : "The graph has no match. That is no proof of the contrary: what the texts leave unsaid is not in the graph.";
  return el("p", { class: "empty" }, words);
}

function nothing(): Node[] {
  return [
    el("p", { class: "verdict" }, "No match"),
    el("p", { class: "empty" }, "Nothing in the graph fits every line of the query. A missing answer means nothing by itself: the graph holds only what the texts say."),
  ];
}

function turtle(text: string, say: Say): Node[] {
  const tools = el("div", { class: "tools" }, copier(() => text, say), button("Download Turtle", () => download(text, "ttl")));
  return [tools, el("pre", { class: "turtle", tabindex: "0", role: "region", "aria-label": "Triples in Turtle" }, text)];
}

function rows(outcome: Rows, query: string, terms: Terms | null, say: Say): Node[] {
  const table = new Table(outcome, terms, say);
  const filter = el("input", { type: "search", id: "filter", placeholder: "Keep rows with …", "aria-label": "Keep rows with these words", autocomplete: "off" });
  filter.addEventListener("input", () => table.filter(filter.value));
  const files = (["csv", "tsv", "json"] as Format[]).map((format) =>
    button(format.toUpperCase(), () => download(written(table.rows, format), format), { "aria-label": `Download ${format.toUpperCase()}` }),
  );
  const taken = el("span", { class: "files", role: "group", "aria-label": "Download the rows shown" }, el("span", {}, "Download"), ...files);
  const tools = el("div", { class: "tools" }, filter, copier(() => written(table.rows, "tsv"), say), taken);
  const marked = outcome.variables.some((name) => /^(claim|mode|polarity|projected)$/i.test(name));
  const mixed = !marked && CLAIMS.test(query) && !TOLD.test(query);
  const below = marked ? null : plain(query, terms);
  return [...(mixed ? [el("p", { class: "caution", role: "note" }, MIXED)] : []), tools, table.element, ...(below ? [below] : [])];
}

/** Say that plain edges do not tell what a curator inferred, where a query asks for some and the graph has such. */
function plain(query: string, terms: Terms | null): HTMLElement | null {
  const names = [...query.replace(OPAQUE, " ").matchAll(NAMED)].filter((found) => !found[1] && !found[2]).map((found) => found[3]!);
  const edges = names.some((name) => terms?.named(name)?.kind === "relation");
  if (!edges || setup.inferred === 0) return null;
  const some = setup.inferred === 1 ? "one of the graph’s edges is" : `${setup.inferred.toLocaleString("en")} of the graph’s edges are`;
  return el("p", { class: "caution below", role: "note" }, `Plain edges show no mode: ${some} inferred by a curator, and no sentence says it. Ask for claims (o:Claim, with o:mode) to see which.`);
}

function copier(content: () => string, say: Say): HTMLButtonElement {
  return button("Copy", () => {
    void copy(content()).then((done) => say(done ? "Copied" : "The browser did not allow copying"));
  });
}
