// One value of a result as people read it: names link to their pages, sentences are quoted, modes are badges.

import { bracketed } from "../explorer/claim/brackets";
import { type Attributes, el } from "../explorer/dom";
import type { Row, Value } from "./answer";
import { long, own, page, setup, short } from "./setup";
import type { Terms } from "./terms";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "long", "int", "nonNegativeInteger"].map((name) => XSD + name));
const STRING = `${XSD}string`;
const QUOTE = /sentence|quote|exact|passage|words/i;
const DATE = /^[\d./~?%\-+:TZX[\],]{2,24}$/; // a day, or EDTF that fits a line
const PHRASE = 32; // characters: longer text needs a wider column
const LONG = 90; // characters: longer text is read, not scanned
const SHOWN_KEY = 8; // characters of a claim's hash
const FACTUAL = new Set(["asserted", "certain", "positive", "reported", "presupposed", "estimated"]);

export type Kind = "quote" | "number" | "date" | "phrase" | "prose" | "badge" | "claim" | "text";

/** Give the text of a value: what is sorted, filtered and copied. */
export function text(value: Value | undefined): string {
  if (value === undefined) return "";
  if (value.type === "uri") return short(String(value.value)) ?? String(value.value);
  if (value.type === "bnode") return `_:${String(value.value)}`;
  if (value.type === "triple") return `<< ${Object.values(value.value as Row).map(text).join(" ")} >>`;
  return String(value.value);
}

/** Tell how a column is to be set. */
export function kind(variable: string, values: Value[]): Kind {
  if (isBadge(variable)) return "badge";
  if (values.length > 0 && values.every((value) => isClaim(value))) return "claim";
  if (values.length > 0 && values.every((value) => NUMBERS.has(value.datatype ?? ""))) return "number";
  const literals = values.filter((value) => value.type === "literal");
  if (QUOTE.test(variable) && literals.length > 0) return "quote"; // nothing else stands in quotation marks
  const texts = literals.map((value) => String(value.value));
  if (texts.length > 0 && texts.every((one) => DATE.test(one))) return "date";
  const longest = Math.max(0, ...texts.map((one) => one.length));
  return longest > LONG ? "prose" : longest > PHRASE ? "phrase" : "text";
}

export function cell(value: Value | undefined, column: Kind, terms: Terms | null): Node {
  if (value === undefined) return el("span", { class: "unbound", "aria-label": "no value" }, "–");
  if (value.type === "uri") return name(String(value.value), terms);
  if (value.type !== "literal") return el("code", {}, text(value));
  const words = String(value.value);
  if (column === "badge") return badge(words);
  if (column === "quote") return el("q", { dir: "auto", lang: value["xml:lang"] ?? false }, ...bracketed(words));
  const time = column === "date" ? terms?.said(words) : undefined;
  if (time !== undefined) return el("span", { class: "time", title: `In EDTF: ${words}` }, time);
  const known = plain(value) ? terms?.labelled(words) : undefined;
  const href = known ? page(long(known.name) ?? "") : null;
  return href === null ? el("span", { dir: "auto" }, words) : el("a", { href, dir: "auto" }, words);
}

function isBadge(variable: string): boolean {
  return /^(mode|certainty|polarity)$/i.test(variable);
}

function isClaim(value: Value): boolean {
  return value.type === "uri" && own(String(value.value))?.kind === "claim";
}

function plain(value: Value): boolean {
  return value.datatype === undefined || value.datatype === STRING;
}

function name(iri: string, terms: Terms | null): Node {
  const shown = short(iri);
  const values = Object.values(setup.choices).flat();
  const choice = values.find((one) => one.name === shown);
  if (choice) return badge(choice.label, choice.definition);
  const known = own(iri);
  if (known === null) return outside(iri, shown);
  const href = page(iri);
  if (known.kind === "claim") return link(href, { class: "key", "data-claim": iri }, `claim ${known.local.slice(0, SHOWN_KEY)}`);
  const term = shown === null ? undefined : terms?.named(shown);
  const label = term?.label && term.label !== shown ? term.label : null;
  return link(href, { dir: "auto", title: shown ?? iri }, label ?? shown ?? iri);
}

/** A link, or the same words where there is nothing to go to. */
function link(href: string | null, attributes: Attributes, words: string): HTMLElement {
  return href === null ? el("span", attributes, words) : el("a", { href, ...attributes }, words);
}

/** Another site's name: a link only where it is a web address. */
function outside(iri: string, shown: string | null): Node {
  const address = URL.canParse(iri) ? new URL(iri) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) return el("span", {}, iri);
  return el("a", { href: address.href, rel: "noreferrer", target: "_blank", title: iri }, shown ?? iri);
}

/** A mode, certainty or polarity, which never looks like a fact unless it is stated as one. */
export function badge(label: string, definition = ""): HTMLElement {
  const word = label.replace(/^o:/, "");
  return el("span", { class: FACTUAL.has(word) ? "tag" : "tag other", title: definition || false }, word);
}
