// A stored question opened: what it answers, and a field for each parameter.

import { offer } from "./combobox";
import { el } from "../explorer/dom";
import { body, brief, filled, fits as suitable, type Parameter, type Question, suits, term } from "./questions";
import { setup } from "./setup";
import { fold, type Term, type Terms } from "./terms";

const FITS: Record<string, (term: Term) => boolean> = {
  entity: ({ kind }) => kind === "entity",
  class: ({ kind }) => kind === "class",
  relation: ({ kind }) => kind === "relation",
  document: ({ kind }) => kind === "document",
};
const FORM: Record<string, string> = { date: "2017-10-20", month: "2017-10" }; // not the browser's own fields: they show days as 10/20/2017

type Field = HTMLInputElement | HTMLSelectElement;

/** Show a question. `asked` gets the query, with the fields' values in their places, and the values as an address holds them. */
export function form(question: Question, given: Map<string, string>, terms: () => Terms | null, asked: (query: string, values: Map<string, string>) => void): HTMLElement {
  const example = suits(question, terms()) ? question.example : {};
  // only what must be filled in is: an optional field that came filled would narrow the answer unseen
  const value = (parameter: Parameter): string => given.get(parameter.name) ?? (parameter.default === null ? example[parameter.name] : parameter.default) ?? "";
  const fields = new Map(question.parameters.map((parameter) => [parameter, field(parameter, value(parameter), terms())]));
  const fault = el("p", { class: "fault", role: "alert", hidden: true });
  const made = el(
    "form",
    { "aria-labelledby": "question-title", novalidate: true },
    el("h2", { id: "question-title", tabindex: "-1" }, question.title),
    el("p", { class: "answers" }, question.answers),
    el("div", { class: "fields" }, ...[...fields].map(([parameter, input]) => labelled(parameter, input, terms, example[parameter.name] ?? ""))),
    fault,
    el("button", { type: "submit", class: "ask" }, "Ask"),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    fault.hidden = true;
    for (const [parameter, input] of fields) {
      input.removeAttribute("aria-invalid");
      try {
        term(parameter, input.value, terms());
      } catch (error) {
        input.setAttribute("aria-invalid", "true");
        input.focus();
        fault.textContent = (error as Error).message;
        fault.hidden = false;
        return;
      }
    }
    const values = new Map([...fields].map(([parameter, input]) => [parameter.name, term(parameter, input.value, terms())]));
    const written = new Map([...fields].map(([parameter, input]) => [parameter.name, brief(parameter, input.value, terms())]));
    asked(filled(body(question), values), written);
  });
  return made;
}

function field(parameter: Parameter, value: string, terms: Terms | null): Field {
  const id = `field-${parameter.name}`;
  const closed = setup.choices[parameter.type];
  if (closed) {
    const made = el("select", { id, name: parameter.name });
    if (parameter.default === "any") made.append(el("option", { value: "" }, "any"));
    made.append(...closed.map((choice) => el("option", { value: choice.name, title: choice.definition }, choice.label)));
    const wanted = closed.find((choice) => choice.name === value || choice.label === value || choice.name === `o:${value}`);
    made.value = wanted?.name ?? made.options[0]?.value ?? "";
    return made;
  }
  const made = el("input", { id, name: parameter.name, placeholder: FORM[parameter.type] ?? parameter.default ?? "" });
  if (parameter.type in FORM || parameter.type === "number") made.inputMode = "decimal";
  made.value = shownAs(parameter, value, terms);
  return made;
}

/** A name's label where it alone has it; else as it is written. */
function shownAs(parameter: Parameter, value: string, terms: Terms | null): string {
  if (value === "any") return "";
  const known = terms?.named(`${parameter.type === "entity" ? "id" : parameter.type === "document" ? "doc" : "o"}:${value}`);
  return known && terms?.called(known.label, (one) => one.kind === known.kind).length === 1 ? known.label : value;
}

/** Words that offer an example for a field that may stay empty. */
function exampleOf(parameter: Parameter, input: Field, example: string, terms: Terms | null): (Node | string)[] {
  if (parameter.default !== "any" || !(input instanceof HTMLInputElement) || !example || example === "any") return [];
  const value = shownAs(parameter, example, terms);
  const use = el("button", { type: "button", class: "link", "aria-label": `Fill in ${value}` }, value);
  use.addEventListener("click", () => {
    input.value = value;
    input.focus();
  });
  return [", for example ", use];
}

function labelled(parameter: Parameter, input: Field, terms: () => Terms | null, example: string): HTMLElement {
  const hint = `hint-${parameter.name}`;
  input.setAttribute("aria-describedby", hint);
  const kind = FITS[parameter.type];
  const fits = kind && ((one: Term): boolean => kind(one) && suitable(parameter, one));
  const open = parameter.default === "any" ? ". Empty: any" : "";
  return el(
    "div",
    { class: "field" },
    el("label", { for: input.id }, fold(parameter.name)),
    fits && input instanceof HTMLInputElement ? offer(input, terms, fits) : input,
    el("small", { id: hint }, parameter.text + open, ...exampleOf(parameter, input, example, terms())),
  );
}
