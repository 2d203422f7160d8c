/**
 * Evidence paths: how two entities hang together over the lines that are drawn, with a claim for every
 * hop. The same paths in the same order as `kg.paths` gives: shortest ones, those with the fewest weak
 * hops first (inferred, or unconfirmed), then by the ids on the way.
 */

import { DEFAULT } from "../types";
import type { Visible } from "../contract";
import type { Facts, Model } from "../types";
import { voicesApart } from "../data/apart";
import { contentKey } from "../data/content-key";

const MOST_HOPS = 6;
export const PATHS_SHOWN = 3;

/** One hop; `claim` stands for the best attested line between the two, which may point against the path. */
export interface Step {
  readonly source: number;
  readonly target: number;
  readonly claim: number;
  readonly forward: boolean;
  readonly weak: boolean;
  /** Every claim of the lines between the two. */
  readonly claims: readonly number[];
}

export interface Paths {
  /** Hops of a shortest path, however long; null if there is none. */
  readonly distance: number | null;
  /** Number of shortest paths within the hops asked for. */
  readonly total: number;
  readonly paths: readonly (readonly Step[])[];
}

const PLAINNESS = ["asserted", "reported", "presupposed", "estimated", "assessed", "inferred"];

/** Find the shortest paths between two entities over visible lines, in either direction. */
export function evidencePaths(model: Model, visible: Visible, start: number, end: number, hops = MOST_HOPS, limit = PATHS_SHOWN): Paths {
  const around = neighbours(model, visible);
  const away = distances(around, model.nodes.count, end);
  const distance = away[start]! < 0 ? null : away[start]!;
  if (distance === null || distance > hops || start === end || !model.facts) return { distance, total: 0, paths: [] };
  const search = new PathSearch(model, model.facts, around, away);
  const total = search.count(start, end);
  const names = search.inOrder(start, end, Math.min(limit, total));
  const paths = names.map((nodes) => nodes.slice(1).map((node, at) => search.step(nodes[at]!, node)));
  return { distance, total, paths };
}

interface Neighbours {
  readonly starts: Uint32Array;
  /** The entity at the other end, and the claim that is the line. */
  readonly others: Uint32Array;
  readonly claims: Uint32Array;
}

/** Give the lines at each entity; a line to itself leads nowhere. */
function neighbours(model: Model, visible: Visible): Neighbours {
  const { subject, object, count } = model.claims;
  const starts = new Uint32Array(model.nodes.count + 1);
  const leads = (claim: number): boolean => visible.edges[claim] === 1 && subject[claim] !== object[claim];
  for (let claim = 0; claim < count; claim++) {
    if (!leads(claim)) continue;
    starts[subject[claim]! + 1]!++;
    starts[object[claim]! + 1]!++;
  }
  for (let node = 0; node < model.nodes.count; node++) starts[node + 1]! += starts[node]!;
  const next = starts.slice();
  const others = new Uint32Array(starts.at(-1)!);
  const claims = new Uint32Array(others.length);
  const put = (node: number, other: number, claim: number): void => {
    const at = next[node]!++;
    others[at] = other;
    claims[at] = claim;
  };
  for (let claim = 0; claim < count; claim++) {
    if (!leads(claim)) continue;
    put(subject[claim]!, object[claim]!, claim);
    put(object[claim]!, subject[claim]!, claim);
  }
  return { starts, others, claims };
}

/** Hops from every entity to the end; -1 where there is no way. */
function distances(around: Neighbours, count: number, end: number): Int32Array {
  const away = new Int32Array(count).fill(-1);
  const queue = new Uint32Array(count);
  away[end] = 0;
  queue[0] = end;
  let length = 1;
  for (let at = 0; at < length; at++) {
    const node = queue[at]!;
    for (let place = around.starts[node]!; place < around.starts[node + 1]!; place++) {
      const other = around.others[place]!;
      if (away[other]! >= 0) continue;
      away[other] = away[node]! + 1;
      queue[length++] = other;
    }
  }
  return away;
}

class PathSearch {
  readonly #model: Model;
  readonly #facts: Facts;
  readonly #around: Neighbours;
  readonly #away: Int32Array;
  readonly #onward = new Map<number, readonly number[]>();
  readonly #steps = new Map<string, Step>();

  constructor(model: Model, facts: Facts, around: Neighbours, away: Int32Array) {
    this.#model = model;
    this.#facts = facts;
    this.#around = around;
    this.#away = away;
  }

  /** The next entities on shortest paths, by id. */
  onward(node: number): readonly number[] {
    const known = this.#onward.get(node);
    if (known) return known;
    const { starts, others } = this.#around;
    const found = new Set<number>();
    for (let at = starts[node]!; at < starts[node + 1]!; at++) {
      if (this.#away[others[at]!] === this.#away[node]! - 1) found.add(others[at]!);
    }
    const id = (one: number): string => this.#model.nodes.id.at(one);
    const sorted = [...found].sort((a, b) => compareText(id(a), id(b)));
    this.#onward.set(node, sorted);
    return sorted;
  }

  count(start: number, end: number): number {
    const ways = new Map([[end, 1]]);
    const from = (node: number): number => {
      const known = ways.get(node) ?? this.onward(node).reduce((sum, other) => sum + from(other), 0);
      ways.set(node, known);
      return known;
    };
    return from(start);
  }

  /** Give the first paths, as entities: always the one with the fewest weak hops, then by ids. */
  inOrder(start: number, end: number, limit: number): number[][] {
    const rests = new Map([[end, 0]]);
    const rest = (node: number): number => {
      const known = rests.get(node) ?? Math.min(...this.onward(node).map((other) => Number(this.step(node, other).weak) + rest(other)));
      rests.set(node, known);
      return known;
    };
    const found: number[][] = [];
    // depth first over the ids in order, once for each number of weak hops, gives the same order as a queue
    for (let weak = rest(start); found.length < limit && weak <= this.#away[start]!; weak++) {
      this.#walk([start], weak, end, rest, found, limit);
    }
    return found;
  }

  #walk(nodes: number[], weak: number, end: number, rest: (node: number) => number, found: number[][], limit: number): void {
    const last = nodes.at(-1)!;
    if (last === end) {
      if (weak === 0) found.push([...nodes]);
      return;
    }
    for (const other of this.onward(last)) {
      const left = weak - Number(this.step(last, other).weak);
      if (found.length >= limit) return;
      if (left < rest(other) || left > this.#away[other]!) continue;
      this.#walk([...nodes, other], left, end, rest, found, limit);
    }
  }

  step(source: number, target: number): Step {
    const name = `${source} ${target}`;
    const known = this.#steps.get(name) ?? this.#makeStep(source, target);
    this.#steps.set(name, known);
    return known;
  }

  #makeStep(source: number, target: number): Step {
    const { starts, others, claims } = this.#around;
    const between: number[] = [];
    for (let at = starts[source]!; at < starts[source + 1]!; at++) if (others[at] === target) between.push(claims[at]!);
    const lines = new Map<string, number[]>();
    const { subject, predicate } = this.#model.claims;
    for (const claim of between) {
      const triple = `${subject[claim]} ${predicate[claim]}`;
      lines.set(triple, [...(lines.get(triple) ?? []), claim]);
    }
    const ranked = [...lines.values()].map((of) => this.#rated(of)).sort(compareRated);
    const best = ranked[0]!;
    const claim = [...best.claims].sort((a, b) => this.#compareClaims(a, b))[0]!;
    const forward = subject[claim] === source;
    return { source, target, claim, forward, weak: best.unconfirmed || best.inferred, claims: ranked.flatMap((one) => one.claims) };
  }

  #rated(claims: readonly number[]): Rated {
    const { level, subject, predicate, object } = this.#model.claims;
    const { mode } = this.#facts.claims;
    const inferred = this.#model.modes.findIndex(({ name }) => name === "inferred");
    const [one] = claims as [number];
    const id = (node: number): string => this.#model.nodes.id.at(node);
    const key = contentKey(id(subject[one]!), this.#model.predicates[predicate[one]!]!.name, id(object[one]!));
    return {
      claims,
      unconfirmed: claims.every((claim) => level[claim]! > DEFAULT),
      inferred: claims.every((claim) => mode[claim] === inferred),
      voices: voicesApart(this.#facts, claims).length,
      key,
    };
  }

  #compareClaims(one: number, other: number): number {
    const [a, b] = [this.#claimOrder(one), this.#claimOrder(other)];
    return a.numbers.reduce((sign, number, at) => sign || number - b.numbers[at]!, 0) || compareText(a.document, b.document) || a.start - b.start || compareText(a.key, b.key);
  }

  #claimOrder(claim: number): { numbers: number[]; document: string; start: number; key: string } {
    const { mode, chain, dated, evidence, key } = this.#facts.claims;
    const { chains, passages, documents } = this.#facts;
    const plainness = PLAINNESS.indexOf(this.#model.modes[mode[claim]!]!.name);
    const voices = chains.starts[chain[claim]! + 1]! - chains.starts[chain[claim]!]!;
    const places = [...evidence.values.subarray(evidence.starts[claim]!, evidence.starts[claim + 1]!)]
      .map((passage) => ({ document: documents[passages.document[passage]!]!.id, start: passages.start[passage]! }))
      .sort((a, b) => compareText(a.document, b.document) || a.start - b.start);
    const { document, start } = places[0] ?? { document: "", start: 0 };
    return { numbers: [plainness, voices, 1 - dated[claim]!], document, start, key: key.at(claim) };
  }
}

interface Rated {
  readonly claims: readonly number[];
  readonly unconfirmed: boolean;
  readonly inferred: boolean;
  readonly voices: number;
  readonly key: string;
}

function compareRated(a: Rated, b: Rated): number {
  return (
    Number(a.unconfirmed) - Number(b.unconfirmed) ||
    Number(a.inferred) - Number(b.inferred) ||
    b.voices - a.voices ||
    b.claims.length - a.claims.length ||
    compareText(a.key, b.key)
  );
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
