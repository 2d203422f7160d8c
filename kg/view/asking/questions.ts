// Stored questions: what they answer, and how their parameters are filled into the VALUES lines.

import { long, setup } from "./setup";
import type { Term, Terms } from "./terms";

export interface Parameter {
  name: string;
  type: string;
  class: string | null; // what an entity must be
  default: string | null;
  text: string;
}

export interface Question {
  name: string;
  title: string;
  answers: string;
  parameters: Parameter[];
  example: Record<string, string>;
  query: string;
}

const NAMED: Record<string, string> = { entity: "id", class: "o", relation: "o", document: "doc", mode: "o", certainty: "o" };
const LOCAL = /^[A-Za-z0-9_](?:[\w-]*)$/;

/** The query of a question without its header, its title as a comment. */
export function body(question: Question): string {
  return `# ${question.title.replaceAll(/\s+/g, " ")}\n${question.query.replace(/^(?:[ \t]*#.*\n|[ \t]*\n)*/, "")}`;
}

/** Fill values into the lines `VALUES ?name { … }  # parameter`. */
export function filled(query: string, values: Map<string, string>): string {
  const line = /^([ \t]*VALUES[ \t]+\?(\w+)[ \t]*\{[ \t]*)(.*)([ \t]+\}[ \t]*#[ \t]*parameter[ \t]*)$/gim;
  return query.replace(line, (whole, head: string, name: string, _: string, tail: string) =>
    values.has(name) ? head + values.get(name)! + tail : whole,
  );
}

/** Write a value as SPARQL; an empty one is left open. Throws an Error with words for people. */
export function term(parameter: Parameter, text: string, terms: Terms | null): string {
  const value = text.trim();
  if (value === "" && parameter.default !== null && parameter.default !== "any") return term(parameter, parameter.default, terms);
  if (value === "" || (value === "any" && parameter.default === "any")) {
    if (parameter.default === "any") return "UNDEF";
    throw new Error(`${parameter.name}: fill this in`);
  }
  const prefix = NAMED[parameter.type];
  if (prefix !== undefined) return iri(parameter, prefix, value, terms);
  switch (parameter.type) {
    case "date":
      return dated(value, /^\d{4}-\d{2}-\d{2}$/, "date", "a day is written as 2017-10-20");
    case "month":
      return dated(value, /^\d{4}-\d{2}$/, "gYearMonth", "a month is written as 2017-10");
    case "number":
      if (!/^[+-]?\d+(\.\d+)?$/.test(value)) throw new Error(`${parameter.name}: “${value}” is not a number`);
      return value;
    default:
      return quoted(value);
  }
}

function iri(parameter: Parameter, prefix: string, value: string, terms: Terms | null): string {
  const exact = resolve(parameter, prefix, value, terms);
  if (exact === null) throw new Error(`${parameter.name}: nothing is called “${value}”${meant(parameter, prefix, value, terms)}`);
  if (!fits(parameter, terms?.named(exact))) {
    const wanted = terms?.named(parameter.class!)?.label ?? parameter.class;
    throw new Error(`${parameter.name}: “${value}” is no ${wanted}${meant(parameter, prefix, value, terms)}`);
  }
  const local = exact.slice(exact.indexOf(":") + 1);
  return LOCAL.test(local) ? exact : `<${long(exact) ?? exact}>`;
}

/** Tell whether a name may stand for a parameter: one that asks for a place takes no armed group. */
export function fits(parameter: Parameter, term: Term | undefined): boolean {
  return parameter.class === null || term?.classes === undefined || term.classes.includes(parameter.class);
}

function meant(parameter: Parameter, prefix: string, value: string, terms: Terms | null): string {
  const close = terms?.close(value, (one) => one.name.startsWith(`${prefix}:`) && fits(parameter, one)) ?? [];
  const names = close.map((one) => one.label).filter((label) => label !== value);
  return names.length ? `; did you mean ${names.join(" or ")}?` : "; choose from the list, which opens as you type";
}

/** Give what stands in the address for a value: a name without its prefix, else the text itself. */
export function brief(parameter: Parameter, text: string, terms: Terms | null): string {
  const prefix = NAMED[parameter.type];
  const value = text.trim();
  if (prefix === undefined || value === "" || value === "any") return value;
  return resolve(parameter, prefix, value, terms)?.replace(`${prefix}:`, "") ?? value;
}

/** Tell whether a question's example speaks of what this graph has; the built-in corpus's is of no use to another. */
export function suits(question: Question, terms: Terms | null): boolean {
  return question.parameters.every((parameter) => {
    const value = question.example[parameter.name];
    if (value === undefined || value === "any" || !["entity", "document"].includes(parameter.type)) return true;
    return terms === null || resolve(parameter, NAMED[parameter.type]!, value, terms) !== null;
  });
}

/** Give the prefixed name that is meant by a name, a label or an alias; null if none is. Throws if several are. */
export function resolve(parameter: Parameter, prefix: string, value: string, terms: Terms | null): string | null {
  const name = value.includes(":") ? value : `${prefix}:${value}`;
  const closed = setup.choices[parameter.type];
  if (closed) return closed.find((choice) => choice.name === name || choice.label === value)?.name ?? null;
  if (terms === null || terms.named(name)) return name;
  const found = terms.called(value, (one) => one.name.startsWith(`${prefix}:`));
  if (found.length > 1) {
    const several = found.map((one) => `${one.label} (${one.name})`).join(", ");
    throw new Error(`${parameter.name}: “${value}” may be ${several}; choose one`);
  }
  return found[0]?.name ?? null;
}

function dated(value: string, form: RegExp, type: string, help: string): string {
  if (!form.test(value)) throw new Error(`“${value}”: ${help}`);
  return `"${value}"^^xsd:${type}`;
}

function quoted(value: string): string {
  const escaped = value.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
  return `"${escaped}"`;
}
