// The answer: a table, a yes or no, triples as Turtle, "no match" with hints, or an error at its place.

import { button, counted, el, part } from "./dom";
import { copy, download, type Format, written } from "./export";
import { type Note, type Outcome, place, type Refusal, type Reply, type Rows } from "./protocol";
import { setup } from "./setup";
import { Table } from "./table";
import type { Terms } from "./terms";

const CLAIMS = /\brdf:(?:subject|predicate|object)\b|\bo:(?:Claim|supported_by|voice)\b/;
const TOLD = /\bo:(?:mode|projected|polarity)\b/;
const MIXED =
  "These rows can mix what is stated with what is predicted, denied or only thought: the query asks for claims of every " +
  "kind. Add ?claim to the columns to see what each is, or keep to stated facts with “o:projected true”.";

const OPAQUE = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*/g;
const NAMED = /(\bVALUES\b[^{}]*\{[^{}]*)?(\brdf:predicate\s+)?\b(o:\w+)/g;

/** Say something where screen readers hear it, and beside the results' heading. */
export function say(words: string): void {
  part("status").textContent = words;
}

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

export function showReply(reply: Reply, query: string, terms: Terms | null): void {
  say(told(reply));
  const { outcome } = reply;
  if (outcome.kind === "boolean") return put(el("p", { class: "verdict" }, outcome.value ? "Yes" : "No"), yesNo(outcome.value), outcome.value ? plain(query, terms) : null);
  if (outcome.kind === "text") return put(...turtle(outcome.text));
  if (outcome.rows.length === 0) return put(...nothing());
  put(...rows(outcome, query, terms));
}

/** Show hints; pressing one goes to its place in the editor. */
export function showNotes(notes: Note[], go: (note: Note) => void): void {
  if (notes.length === 0) return;
  const items = notes.map((note) => {
    const at = { ...note, ...(place(note.message) ?? {}) };
    const placed = at.line > 1 || at.column > 1; // the first character stands for the whole query
    return el("li", {}, placed && button(`Line ${at.line}`, () => go(at), { class: "link" }), placed && " ", note.message);
  });
  part("answer").append(el("ul", { class: "notes", "aria-label": "Hints" }, ...items));
  say(`${part("status").textContent}. ${counted(notes.length, "hint")}.`);
}

export function showRefusal(refusal: Refusal, go: (note: Note) => void): void {
  const at = place(refusal.message);
  say(refusal.status === 400 ? "The query has an error" : "No answer");
  const words = el("pre", { tabindex: "0", "aria-label": "What is wrong" }, refusal.message);
  const jump = at && button(`Go to line ${at.line}`, () => go({ ...at, message: refusal.message }));
  put(el("div", { class: "error", role: "alert" }, words, jump));
}

export function showWaiting(cancel: () => void): void {
  say("Asking …");
  put(el("p", { class: "waiting" }, el("span", {}, "Asking … "), button("Cancel", cancel), el("small", {}, " or press Esc")));
}

export function showCancelled(): void {
  say("Cancelled");
  put(el("p", { class: "empty" }, "The query was cancelled."));
}

function put(...nodes: (Node | null)[]): void {
  part("answer").replaceChildren(...nodes.filter((node) => node !== null));
  part("results").hidden = false;
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

function turtle(text: string): Node[] {
  const tools = el("div", { class: "tools" }, copier(() => text), button("Download Turtle", () => download(text, "ttl")));
  return [tools, el("pre", { class: "turtle", tabindex: "0", role: "region", "aria-label": "Triples in Turtle" }, text)];
}

function rows(outcome: Rows, query: string, terms: Terms | null): Node[] {
  const table = new Table(outcome, terms, say);
  const filter = el("input", { type: "search", id: "filter", placeholder: "Keep rows with …", "aria-label": "Keep rows with these words", autocomplete: "off" });
  filter.addEventListener("input", () => table.filter(filter.value));
  const files = (["csv", "tsv", "json"] as Format[]).map((format) =>
    button(format.toUpperCase(), () => download(written(table.rows, format), format), { "aria-label": `Download ${format.toUpperCase()}` }),
  );
  const taken = el("span", { class: "files", role: "group", "aria-label": "Download the rows shown" }, el("span", {}, "Download"), ...files);
  const tools = el("div", { class: "tools" }, filter, copier(() => written(table.rows, "tsv")), taken);
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

function copier(content: () => string): HTMLButtonElement {
  return button("Copy", () => {
    void copy(content()).then((done) => say(done ? "Copied" : "The browser did not allow copying"));
  });
}
