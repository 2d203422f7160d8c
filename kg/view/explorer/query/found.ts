/** What of an answer the page can show: the entities and claims that its rows name, and where each name leads. */

import type { Outcome, Value } from "../../asking/answer";
import { own } from "../../asking/setup";
import type { Kind } from "../../asking/setup";
import type { Terms } from "../../asking/terms";
import { LITERAL, NEVER } from "../types";
import type { App, State } from "../contract";

const SENTENCE = /sentence|quote|exact|passage|words/i;

export interface Found {
  readonly entities: string[];
  /** Keys of claims. */
  readonly claims: string[];
  /** How many of them are no plain edges under any policy: predictions, denials and the like. */
  readonly undrawn: number;
}

/** Give the entities and claims of an answer; a label names an entity where only one has it. */
export function found(app: App, outcome: Outcome, terms: Terms): Found {
  const entities = new Set<string>();
  const claims = new Set<string>();
  if (outcome.kind === "text") {
    for (const [, iri] of outcome.text.matchAll(/<([^<>\s]+)>/g)) take(iri!);
    for (const [, kind, local] of outcome.text.matchAll(/(?<![\w<:])(id|claim):([\w-]+)/g)) add(kind!, local!);
  }
  if (outcome.kind === "rows") {
    for (const row of outcome.rows) for (const name of outcome.variables) cell(name, row[name]);
  }

  function cell(name: string, value: Value | undefined): void {
    if (value?.type === "uri") take(String(value.value));
    else if (value?.type === "literal" && !SENTENCE.test(name)) {
      const named = terms.labelled(String(value.value));
      if (named?.kind === "entity") add("id", named.name.slice("id:".length));
    }
  }

  function take(iri: string): void {
    const known = own(iri);
    if (known) add(known.kind, decoded(known.local));
  }

  function add(kind: string, local: string): void {
    if (kind === "id" && app.node(local) >= 0) entities.add(local);
    if (kind === "claim" && app.claim(local) >= 0) claims.add(local);
  }

  const { level } = app.model.claims;
  const undrawn = [...claims].filter((key) => level[app.claim(key)] === NEVER).length;
  return { entities: [...entities], claims: [...claims], undrawn };
}

/** Give the entities to show for what was found: those named, and both ends of each claim that is drawn. */
export function endsOf(app: App, { entities, claims }: Found): string[] {
  const all = new Set(entities);
  const { nodes, claims: columns } = app.model;
  for (const key of claims) {
    const claim = app.claim(key);
    if (columns.level[claim] === NEVER || columns.object[claim] === LITERAL) continue;
    all.add(nodes.id.at(columns.subject[claim]!));
    all.add(nodes.id.at(columns.object[claim]!));
  }
  return [...all];
}

export function decoded(local: string): string {
  try {
    return decodeURIComponent(local);
  } catch {
    return local;
  }
}

/** Where a name leads in the page; null where the page does not show it. */
export function target(app: App, kind: Kind, local: string): Partial<State> | null {
  if (kind === "id" && app.node(local) >= 0) return { view: "query", entity: local };
  if (kind === "claim" && app.claim(local) >= 0) return { view: "query", claim: local };
  if (kind === "doc" && app.model.facts?.documents.some(({ id }) => id === local)) return { view: "text", document: local };
  return null;
}
