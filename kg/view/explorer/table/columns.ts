// Columns of the table twin, and the order in which each puts its rows: a number for each row, made once.

import { propositions } from "../data/propositions";
import type { App, Visible } from "../contract";
import type { ClaimFacts, Facts, Model } from "../types";
import { LITERAL, NO_DAY } from "../types";
import { SAYING_KINDS, kindOf, listed, voicesOf } from "../words";

export interface TableColumn {
  readonly key: string;
  readonly title: string;
  readonly numeric?: boolean;
  /** Whether a first press puts the largest first. */
  readonly falling?: boolean;
}

const ENTITY_COLUMNS: readonly TableColumn[] = [
  { key: "name", title: "Entity" },
  { key: "type", title: "Type" },
  { key: "edges", title: "Edges drawn", numeric: true, falling: true },
  { key: "claims", title: "Claims", numeric: true, falling: true },
  { key: "voices", title: "Voices in all", numeric: true, falling: true },
  { key: "aliases", title: "Also spelt" },
];
const CLAIM_COLUMNS: readonly TableColumn[] = [
  { key: "kind", title: "What it is" },
  { key: "subject", title: "Subject" },
  { key: "relation", title: "Relation" },
  { key: "object", title: "Object" },
  { key: "sentence", title: "Sentence" },
  { key: "voice", title: "Said by" },
  { key: "when", title: "When" },
  { key: "certainty", title: "Certainty" },
  { key: "document", title: "Document" },
];

export function columnsOf(kind: "entities" | "claims"): readonly TableColumn[] {
  return kind === "entities" ? ENTITY_COLUMNS : CLAIM_COLUMNS;
}

const ORDERS = new WeakMap<Model, Map<string, ArrayLike<number>>>();

/** Give the order of a column, made when first asked for; null for the corpus's own order. */
function remembered(model: Model, name: string, make: () => ArrayLike<number> | null): ArrayLike<number> | null {
  const known = ORDERS.get(model) ?? new Map<string, ArrayLike<number>>();
  ORDERS.set(model, known);
  const found = known.get(name) ?? make();
  if (found !== null) known.set(name, found);
  return found;
}

/** Rank texts as a dictionary would put them; equal ones share a rank. */
export function ranked(texts: readonly string[]): Uint32Array {
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" }); // costly: only for who sorts a table
  const order = texts.map((_, at) => at).sort((one, other) => compare(texts[one]!, texts[other]!) || one - other);
  const ranks = new Uint32Array(texts.length);
  order.forEach((at, place) => {
    const before = order[place - 1];
    ranks[at] = before !== undefined && compare(texts[before]!, texts[at]!) === 0 ? ranks[before]! : place;
  });
  return ranks;
}

function labelRanks(model: Model): ArrayLike<number> {
  return remembered(model, "label", () => ranked(Array.from({ length: model.nodes.count }, (_, node) => model.nodes.label.at(node))))!;
}

/** What of an entity passes the filters. */
export interface EntityCounts {
  /** Claims that name it as subject or object, and edges that are drawn at it. */
  readonly claims: Uint32Array;
  readonly edges: Uint32Array;
  /** Entities that any of the claims names, or that are drawn all the same. */
  readonly there: Uint8Array;
}

const COUNTS = new WeakMap<Visible, EntityCounts>();

/** Count for each entity what passes the filters now. */
export function entityCounts({ model, visible }: App): EntityCounts {
  const known = COUNTS.get(visible);
  if (known !== undefined) return known;
  const { claims, nodes, facts } = model;
  const counts = { claims: new Uint32Array(nodes.count), edges: new Uint32Array(nodes.count), there: Uint8Array.from(visible.nodes) };
  const alike = facts === null ? null : propositions(model, facts);
  const seen = new Uint8Array(claims.count); // propositions whose edge is counted
  for (let claim = 0; claim < claims.count; claim++) {
    if (!visible.claims[claim]) continue;
    const [subject, object] = [claims.subject[claim]!, claims.object[claim]!];
    const edge = alike === null ? claim : alike[claim]!;
    const isNew = visible.edges[claim] === 1 && !seen[edge];
    if (isNew) seen[edge] = 1;
    for (const node of object === LITERAL || object === subject ? [subject] : [subject, object]) {
      counts.claims[node]!++;
      counts.there[node] = 1;
      if (isNew) counts.edges[node]!++;
    }
  }
  COUNTS.set(visible, counts);
  return counts;
}

export function entityOrder(app: App, key: string): ArrayLike<number> | null {
  const { model } = app;
  const { nodes, types, facts } = model;
  if (key === "name") return labelRanks(model);
  if (key === "edges" || key === "claims") return entityCounts(app)[key];
  if (key === "voices") return nodes.voices;
  if (key === "type") {
    const ranks = ranked(types.map(({ label }) => label));
    return remembered(model, "type", () => Float64Array.from(nodes.type, (type) => ranks[type]!));
  }
  if (key !== "aliases" || facts === null) return null;
  return remembered(model, "aliases", () => ranked(Array.from({ length: nodes.count }, (_, node) => facts.nodes.aliases.at(node))));
}

export function claimOrder({ model }: App, key: string): ArrayLike<number> | null {
  const { facts } = model;
  if (facts === null || key === "") return null;
  return remembered(model, `claim ${key}`, () => claimKeys(model, facts, key));
}

function claimKeys(model: Model, facts: Facts, key: string): ArrayLike<number> | null {
  const { claims } = model;
  const each = (give: (claim: number) => number): Float64Array => Float64Array.from({ length: claims.count }, (_, claim) => give(claim));
  const labels = labelRanks(model);
  if (key === "kind") return each((claim) => SAYING_KINDS.indexOf(kindOf(model, facts, claim)) * 100 + facts.claims.certainty[claim]!);
  if (key === "subject") return each((claim) => labels[claims.subject[claim]!]!);
  if (key === "object") return objectRanks(model);
  if (key === "relation") {
    const ranks = ranked(model.predicates.map(({ label }) => label));
    return each((claim) => ranks[claims.predicate[claim]!]!);
  }
  if (key === "voice") {
    const first = (claim: number): number => voicesOf(facts, claim).at(-1) ?? LITERAL;
    return each((claim) => labels[first(claim)] ?? -1);
  }
  if (key === "when") return each((claim) => whenKey(facts.claims, claim));
  if (key === "certainty") return facts.claims.certainty;
  return each((claim) => placeKey(facts, claim, key === "document"));
}

/** Rank objects, entities and values in one order; each text is compared once. */
function objectRanks({ nodes, claims, facts }: Model): ArrayLike<number> {
  const places = new Map<string, number>();
  const texts = Array.from({ length: nodes.count }, (_, node) => nodes.label.at(node));
  const place = Uint32Array.from(claims.object, (object, claim) => {
    if (object !== LITERAL) return object;
    const text = facts!.claims.literal.at(claim);
    const at = places.get(text) ?? texts.push(text) - 1;
    places.set(text, at);
    return at;
  });
  const ranks = ranked(texts);
  return place.map((at) => ranks[at]!);
}

/** Earliest day first, what is open at its start by its end, and what has no time last. */
function whenKey(claims: ClaimFacts, claim: number): number {
  if (!claims.dated[claim]) return Number.MAX_SAFE_INTEGER;
  const [first, last] = [claims.earliest[claim]!, claims.latest[claim]!];
  return first !== NO_DAY ? first : last;
}

/** Where its first passage stands: the document, then the place in it. */
function placeKey(facts: Facts, claim: number, onlyDocument: boolean): number {
  const [passage] = listed(facts.claims.evidence, claim);
  if (passage === undefined) return Number.MAX_SAFE_INTEGER;
  const { document, start } = facts.passages;
  return document[passage]! * 2 ** 32 + (onlyDocument ? 0 : start[passage]!);
}
