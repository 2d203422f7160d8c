// What is drawn now as rows: entities, and one edge for each (subject, predicate, object) with the claims behind it.

import type { Visible } from "../contract";
import type { ClaimFacts, Facts, Model } from "../types";
import { voicesApart } from "../data/apart";
import { DEFAULT, NO_DAY } from "../types";
import { axesOf, groundVoicesOf, listed, voicesOf } from "../words";

const MS_OF_DAY = 86_400_000;
const SURE_ORDER = ["certain", "probable", "possible", "unspecified"];

/** A run of days, both inclusive; null where not bounded. */
export type Spell = readonly [first: number | null, last: number | null];

/** All drawn claims of one (subject, predicate, object). */
export interface EdgeRow {
  readonly subject: number;
  readonly predicate: number;
  readonly object: number;
  readonly claims: readonly number[];
  /** Independent voices, as nodes, those that an inference rests on among them; their number is the edge's weight. */
  readonly voices: readonly number[];
  /** Those of them that say it themselves, and all whose claims a curator's inference rests on. */
  readonly saying: readonly number[];
  readonly restedOn: readonly number[];
  readonly spells: readonly Spell[];
  /** The most that any of its claims is held to be. */
  readonly certainty: string;
  readonly modes: readonly string[];
  readonly inferred: boolean;
  /** Whether it rests only on what the default policy leaves out. */
  readonly unconfirmed: boolean;
}

/** The selection, in an order that does not depend on how it was made. */
export interface Selection {
  readonly nodes: readonly number[];
  readonly edges: readonly EdgeRow[];
}

export function selectionOf(model: Model, facts: Facts, visible: Visible): Selection {
  const { subject, predicate, object } = model.claims;
  const groups = new Map<string, number[]>();
  for (let claim = 0; claim < model.claims.count; claim++) {
    if (!visible.edges[claim]) continue;
    const name = `${subject[claim]} ${predicate[claim]} ${object[claim]}`;
    const group = groups.get(name);
    if (group) group.push(claim);
    else groups.set(name, [claim]);
  }
  const edges = [...groups.values()].map((claims) => edgeRow(model, facts, claims));
  const nodes: number[] = [];
  for (let node = 0; node < model.nodes.count; node++) if (visible.nodes[node]) nodes.push(node);
  return { nodes, edges };
}

function edgeRow(model: Model, facts: Facts, claims: readonly number[]): EdgeRow {
  const [first] = claims as [number];
  const axes = claims.map((claim) => axesOf(model, facts, claim));
  const certainties = axes.map(({ certainty }) => certainty);
  const isInferred = (_: number, at: number): boolean => axes[at]!.mode === "inferred";
  const saying = voicesApart(facts, claims.filter((claim, at) => !isInferred(claim, at)));
  const voices = voicesApart(facts, claims);
  return {
    subject: model.claims.subject[first]!,
    predicate: model.claims.predicate[first]!,
    object: model.claims.object[first]!,
    claims,
    voices,
    saying,
    restedOn: [...new Set(claims.filter(isInferred).flatMap((claim) => groundVoicesOf(model, facts, claim)))],
    spells: united(claims.filter((claim) => facts.claims.dated[claim]).map((claim) => spellOf(facts.claims, claim))),
    certainty: SURE_ORDER.find((one) => certainties.includes(one)) ?? "unspecified",
    modes: [...new Set(axes.map(({ mode }) => mode))],
    inferred: axes.every(({ mode }) => mode === "inferred"),
    unconfirmed: claims.every((claim) => model.claims.level[claim]! > DEFAULT),
  };
}

function spellOf(claims: ClaimFacts, claim: number): Spell {
  const bound = (day: number): number | null => (day === NO_DAY ? null : day);
  return [bound(claims.earliest[claim]!), bound(claims.latest[claim]!)];
}

/** Unite spells that share a day. */
export function united(spells: readonly Spell[]): Spell[] {
  const order = [...spells].sort((one, other) => (one[0] ?? -Infinity) - (other[0] ?? -Infinity) || (one[1] ?? Infinity) - (other[1] ?? Infinity));
  const found: Spell[] = [];
  for (const [first, last] of order) {
    const before = found.at(-1);
    if (before !== undefined && (first === null || before[1] === null || first <= before[1])) {
      found[found.length - 1] = [before[0], before[1] === null || last === null ? null : Math.max(before[1], last)];
    } else found.push([first, last]);
  }
  return found;
}

/** Write a day: "2017-10-14". */
export function isoOfDay(day: number): string {
  return new Date(day * MS_OF_DAY).toISOString().slice(0, 10);
}

/** The first and last day of an edge; null where one of its spells is open. */
export function boundsOf(edge: EdgeRow): Spell {
  const [firsts, lasts] = [edge.spells.map(([first]) => first), edge.spells.map(([, last]) => last)];
  const least = (days: readonly (number | null)[], of: (...days: number[]) => number): number | null =>
    days.length && !days.includes(null) ? of(...(days as number[])) : null;
  return [least(firsts, Math.min), least(lasts, Math.max)];
}

/** Each text once, in order. */
export function distinct(texts: Iterable<string>): string[] {
  return [...new Set(texts)];
}

/** Sentences behind an edge. */
export function quotesOf(facts: Facts, edge: EdgeRow): string[] {
  return distinct(edge.claims.flatMap((claim) => [...listed(facts.claims.evidence, claim)].map((passage) => facts.passages.exact.at(passage))));
}

/** Who says it: a chain for each claim, outermost first. */
export function chainsOf(model: Model, facts: Facts, edge: EdgeRow): string[] {
  return distinct(edge.claims.map((claim) => [...voicesOf(facts, claim)].map((voice) => model.nodes.label.at(voice)).join(" > ")));
}

/** Ids of the documents behind an edge. */
export function documentsOf(facts: Facts, edge: EdgeRow): string[] {
  const { document } = facts.passages;
  return distinct(edge.claims.flatMap((claim) => [...listed(facts.claims.evidence, claim)].map((passage) => facts.documents[document[passage]!]!.id)));
}

/** Times as curated. */
export function edgeTimes(facts: Facts, edge: EdgeRow): string[] {
  return distinct(edge.claims.filter((claim) => facts.claims.dated[claim]).map((claim) => facts.claims.when.at(claim)));
}
