/** The graph's names as the panel's fields and its completion want them, from what the page holds anyway. */

import type { Question } from "../../asking/questions";
import type { Setup } from "../../asking/setup";
import { type Term, Terms } from "../../asking/terms";
import type { Model } from "../types";

/** What the page tells the panel: kg/view/engine.py writes it. */
export interface Told {
  readonly setup: Setup;
  readonly first: string;
  readonly terms: readonly Term[];
  /** Classes of each type of entity, the narrowest first. */
  readonly lineages: Readonly<Record<string, string[]>>;
  readonly questions: readonly Question[];
}

/** Give every name that a query can use. */
export function namesOf(model: Model, told: Told): Terms {
  return new Terms([...told.terms, ...entities(model, told), ...documents(model)], timesOf(model));
}

/** What times say, as the page says them; left out where claims read one in several ways, or it is a day as it stands. */
function timesOf({ facts }: Model): Map<string, string> {
  const found = new Map<string, string>();
  for (let claim = 0; claim < (facts?.claims.dated.length ?? 0); claim++) {
    const edtf = facts!.claims.when.at(claim);
    const words = facts!.claims.whenWords.at(claim);
    if (edtf === "" || /^\d{4}-\d{2}-\d{2}$/.test(edtf)) continue;
    found.set(edtf, (found.get(edtf) ?? words) === words ? words : edtf);
  }
  return found;
}

function* entities(model: Model, told: Told): Generator<Term> {
  const { nodes, facts, types } = model;
  for (let at = 0; at < nodes.count; at++) {
    const type = types[nodes.type[at]!]!;
    const aliases = facts?.nodes.aliases.at(at) ?? "";
    yield {
      name: `id:${nodes.id.at(at)}`,
      kind: "entity",
      label: nodes.label.at(at),
      definition: (facts?.nodes.description.at(at) ?? "") || type.label,
      aliases: aliases === "" ? [] : aliases.split("\n"),
      classes: told.lineages[type.name] ?? [],
    };
  }
}

function* documents(model: Model): Generator<Term> {
  for (const { id, title, issued } of model.facts?.documents ?? []) {
    yield { name: `doc:${id}`, kind: "document", label: title || id, definition: issued };
  }
}
