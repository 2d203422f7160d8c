// Completion: prefixes, relations, classes and entities by name and by label, variables, keywords.

import { type Completion, type CompletionContext, type CompletionResult, pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import { el } from "../explorer/dom";
import { declaration, missing } from "./prefixes";
import { setup } from "./setup";
import type { Term, Terms } from "./terms";

const KEYWORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND ASK CONSTRUCT DESCRIBE PREFIX " +
  "EXISTS LIMIT OFFSET HAVING COUNT CONTAINS REGEX LCASE BOUND COALESCE GROUP_CONCAT SAMPLE UNDEF"
).split(" ").concat(["GROUP BY", "ORDER BY", "NOT EXISTS"]); // prettier-ignore
const QUIET = new Set(["Comment", "String", "IriRef"]); // nothing is offered inside of these
const WORD = /[\p{L}_][\p{L}\w:.-]*$/u;
const SHORTEST = 2; // letters before the list opens by itself

export type Complete = (context: CompletionContext) => CompletionResult | null;

export function completion(terms: () => Terms | null): Complete {
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const declared = /^\s*PREFIX\s+([\w-]*)$/i.exec(before);
    if (declared) return { from: context.pos - declared[1]!.length, options: declarations() };
    if (QUIET.has(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
    const variable = /[?$]\w*$/.exec(before);
    if (variable) return variables(context, variable[0]);
    const word = WORD.exec(before)?.[0] ?? "";
    if (word.length < SHORTEST && !context.explicit) return null;
    const options = [...named(terms(), word, context.state.sliceDoc(0, context.pos - word.length)), ...keywords(word)];
    return options.length ? { from: context.pos - word.length, options, filter: false } : null;
  };
}

function named(terms: Terms | null, word: string, before: string): Completion[] {
  if (terms === null) return [];
  const colon = word.indexOf(":");
  const prefix = word.slice(0, colon + 1);
  const found = terms.find(word.slice(colon + 1), (term) => term.name.startsWith(prefix));
  const first = slot(before);
  const fits = ({ kind }: Term): boolean => first.includes(kind);
  return [...found.filter(fits), ...found.filter((term) => !fits(term))].map(option);
}

/** Which kinds of names stand here most likely, by the words before. */
function slot(before: string): string[] {
  if (/(?:\ba|rdf:type)\s+$/.test(before)) return ["class"];
  if (/rdf:predicate\s+$/.test(before)) return ["relation"];
  if (/(?:;|[/|^!(]|[.{]\s*[?$<\w][^\s{};]*\s)\s*$/.test(before)) return ["relation", "property"];
  return ["entity"];
}

function option(term: Term): Completion {
  return { label: term.name, detail: term.label, type: term.kind, apply: insert, info: () => about(term) };
}

function about(term: Term): HTMLElement {
  const others = (term.aliases ?? []).filter((alias) => alias !== term.label);
  return el(
    "div",
    { dir: "auto" },
    el("b", {}, term.label),
    el("small", {}, ` ${term.kind}`),
    term.definition !== "" && el("p", {}, term.definition),
    others.length > 0 && el("p", {}, `Also: ${others.join(", ")}`),
  );
}

/** Insert a name, and the PREFIX line that it needs. */
function insert(view: EditorView, chosen: Completion, from: number, to: number): void {
  const text = view.state.doc.toString();
  const after = text.slice(0, from) + chosen.label + text.slice(to);
  const prefix = chosen.label.slice(0, chosen.label.indexOf(":"));
  const line = declaration(text, missing(after).filter((name) => name === prefix)); // prettier-ignore
  const changes = [{ from, to, insert: chosen.label }, ...(line && line.from <= from ? [line] : [])];
  const moved = line && line.from <= from ? line.insert.length : 0;
  view.dispatch({
    changes,
    selection: { anchor: from + chosen.label.length + moved },
    annotations: pickedCompletion.of(chosen),
    userEvent: "input.complete",
  });
}

function declarations(): Completion[] {
  return Object.entries(setup.prefixes).map(([prefix, space]) => ({
    label: `${prefix}:`,
    detail: space,
    apply: `${prefix}: <${space}>`,
    type: "prefix",
  }));
}

function variables(context: CompletionContext, typed: string): CompletionResult | null {
  const text = context.state.doc.toString();
  const known = new Set([...text.matchAll(/[?$]\w+/g)].map((found) => found[0]));
  if (text.split(typed).length === 2) known.delete(typed); // it is being typed
  const options = [...known].sort().map((label) => ({ label, type: "variable" }));
  const fits = options.filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase()) && label !== typed);
  return fits.length ? { from: context.pos - typed.length, options: fits, filter: false } : null;
}

function keywords(word: string): Completion[] {
  const wanted = word.toUpperCase();
  return KEYWORDS.filter((keyword) => wanted !== "" && keyword.startsWith(wanted)).map((label) => ({
    label,
    type: "keyword",
  }));
}
