/** What each filter lets a reader choose among, with the names that stand in the address. */

import type { HiddenKey } from "../state";
import type { Model, Term } from "../types";
import type { Facets } from "./facets";
import { principalsOf, speakersOf } from "./speakers";

export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly about: string;
  /** Index into the counts of its facet. */
  readonly index: number;
}

/** A filter that hides what is switched off. */
export interface Facet {
  readonly key: HiddenKey;
  readonly title: string;
  /** One of them, and many: "relation", "relations". */
  readonly noun: string;
  readonly many: string;
  readonly counts: (facets: Facets) => Uint32Array;
  readonly choices: (model: Model) => Choice[];
}

const fromTerms = (terms: readonly Term[]): Choice[] => terms.map(({ name, label, about }, index) => ({ name, label, about, index }));

export const TYPES: Facet = {
  key: "hiddenTypes",
  title: "Entities",
  noun: "type",
  many: "types",
  counts: (facets) => facets.types,
  choices: (model) => fromTerms(model.types),
};

/** The lists of the panel, in its order; types stand in its legend. */
export const LISTS: readonly Facet[] = [
  {
    key: "hiddenPredicates",
    title: "Relations",
    noun: "relation",
    many: "relations",
    counts: (facets) => facets.predicates,
    choices: (model) => fromTerms(model.predicates),
  },
  {
    key: "hiddenModes",
    title: "Kinds of saying",
    noun: "kind of saying",
    many: "kinds of saying",
    counts: (facets) => facets.modes,
    choices: (model) => fromTerms(model.modes),
  },
  {
    key: "hiddenCertainties",
    title: "Certainty",
    noun: "degree of certainty",
    many: "degrees of certainty",
    counts: (facets) => facets.certainties,
    choices: (model) => fromTerms(model.certainties),
  },
  {
    key: "hiddenVoices",
    title: "Voices",
    noun: "voice",
    many: "voices",
    counts: (facets) => facets.voices,
    choices: (model) => speakersOf(model).map((node) => speakerChoice(model, node)),
  },
  {
    key: "hiddenDocuments",
    title: "Documents",
    noun: "document",
    many: "documents",
    counts: (facets) => facets.documents,
    choices: (model) =>
      (model.facts?.documents ?? []).map(({ id, title, publisher, issued }, index) => ({
        name: id,
        label: title,
        about: [publisher, issued].filter(Boolean).join(", "),
        index,
      })),
  },
];

/** A voice that is not its own is listed all the same: an editor's words are to be told from the paper's other voices. */
function speakerChoice(model: Model, node: number): Choice {
  const { id, label } = model.nodes;
  const principal = principalsOf(model).get(node);
  const about = principal === undefined ? "" : `Speaks for ${label.at(principal)}: counts as one independent voice with it`;
  return { name: id.at(node), label: label.at(node), about, index: node };
}

export const HIDING: readonly Facet[] = [TYPES, ...LISTS];

/** Say what a facet hides: "without “captured”", "only Hassan Hassan", "without 12 relations". */
export function hidingWords(facet: Facet, model: Model, hidden: ReadonlySet<string>): string {
  const all = facet.choices(model);
  const left = all.filter(({ name }) => !hidden.has(name));
  const off = all.filter(({ name }) => hidden.has(name));
  const named = facet.key === "hiddenVoices" || facet.key === "hiddenDocuments" || facet.key === "hiddenTypes";
  const labels = (some: readonly Choice[]): string => some.map(({ label }) => (named ? label : `“${label}”`)).join(", ");
  if (all.length && !left.length) return `no ${facet.many}`;
  if (off.length && off.length <= 2) return `without ${labels(off)}`;
  if (off.length && left.length <= 2) return `only ${labels(left)}`;
  return `without ${hidden.size} ${hidden.size === 1 ? facet.noun : facet.many}`;
}
