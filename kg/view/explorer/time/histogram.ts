/**
 * How many claims hold when. A claim is solid in a part of time that every reading of its date touches,
 * light where it may hold between bounds that are told, and faint where no beginning or no end is told.
 * Nothing is divided: each part of time counts every claim that holds or may hold in it, once.
 */

import { NO_DAY } from "../types";
import type { ClaimFacts } from "../types";
import { fittingUnit, unitEdges } from "./days";
import type { Unit } from "./days";

export interface Histogram {
  readonly unit: Unit;
  /** First day of each part, and of the one after. */
  readonly edges: readonly number[];
  /** By part. */
  readonly solid: Uint32Array;
  readonly light: Uint32Array;
  readonly faint: Uint32Array;
  /** The highest sum of the three. */
  readonly most: number;
}

/** First and last day that any of the claims names; null where none does. */
export function toldSpan(claims: ClaimFacts, shown: Uint8Array): readonly [number, number] | null {
  let first = NO_DAY;
  let last = -NO_DAY;
  const take = (day: number): void => {
    if (day === NO_DAY) return;
    if (day < first) first = day;
    if (day > last) last = day;
  };
  for (let claim = 0; claim < shown.length; claim++) {
    if (!shown[claim] || !claims.dated[claim]) continue;
    take(claims.earliest[claim]!);
    take(claims.latest[claim]!);
    if (claims.surelyFrom[claim]! > claims.surelyUntil[claim]!) continue; // no such day
    take(claims.surelyFrom[claim]!);
    take(claims.surelyUntil[claim]!);
  }
  return first <= last ? [first, last] : null;
}

/** Count the claims of each part of a span. */
export function countedParts(claims: ClaimFacts, shown: Uint8Array, span: readonly [number, number], unit: Unit): Histogram {
  const edges = unitEdges(span[0], span[1], unit);
  const parts = edges.length - 1;
  const kinds = Array.from({ length: 3 }, () => new Int32Array(parts + 1)) as [Int32Array, Int32Array, Int32Array];
  const [solid, light, faint] = kinds;
  for (let claim = 0; claim < shown.length; claim++) {
    if (!shown[claim] || !claims.dated[claim]) continue;
    const earliest = claims.earliest[claim]!;
    const latest = claims.latest[claim]!;
    const open = earliest === NO_DAY || latest === NO_DAY;
    const low = earliest === NO_DAY ? 0 : Math.max(partOf(edges, earliest), 0);
    const high = latest === NO_DAY ? parts - 1 : Math.min(partOf(edges, latest), parts - 1);
    if (low > high) continue;
    const sure = sureParts(claims, claim, edges);
    if (!sure) {
      raise(open ? faint : light, low, high);
      continue;
    }
    raise(solid, sure[0], sure[1]);
    raise(earliest === NO_DAY ? faint : light, low, sure[0] - 1);
    raise(latest === NO_DAY ? faint : light, sure[1] + 1, high);
  }
  return { unit, edges, ...summed(kinds, parts) };
}

const MOST_OF_THEM = 0.6;

/** Give the shortest span that has most of what is dated between told bounds. */
export function busiestSpan({ edges, solid, light }: Histogram): readonly [number, number] {
  const counts = Array.from(solid, (count, part) => count + light[part]!);
  const wanted = counts.reduce((sum, count) => sum + count, 0) * MOST_OF_THEM;
  let best: readonly [number, number] = [0, counts.length];
  let sum = 0;
  for (let from = 0, to = 0; to < counts.length; ) {
    sum += counts[to++]!;
    while (sum - counts[from]! >= wanted) sum -= counts[from++]!;
    if (sum >= wanted && to - from < best[1] - best[0]) best = [from, to];
  }
  return [edges[best[0]]!, edges[best[1]]! - 1];
}

const CORE = 0.5; // of the time that is told: what is longer is no core
const AROUND = 0.08; // of its length, at its sides
const FINEST = 120; // parts that the time is counted in

/**
 * Give the time that has most of what is dated between told bounds, with some around it, where that is a small part of
 * all: claims with no beginning told would else fill the strip, and the dates be slivers at its end. Null for all of it.
 */
export function coreSpan(claims: ClaimFacts, shown: Uint8Array, told: readonly [number, number]): readonly [number, number] | null {
  const histogram = countedParts(claims, shown, told, fittingUnit(told[0], told[1], FINEST));
  const [first, last] = busiestSpan(histogram);
  const length = last - first + 1;
  if (length > (told[1] - told[0] + 1) * CORE) return null;
  const margin = Math.ceil(length * AROUND);
  return [Math.max(first - margin, told[0]), Math.min(last + margin, told[1])];
}

/** Give the part that a day is in: -1 before the first, their number after the last. */
export function partOf(edges: readonly number[], day: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** First and last part in which a claim holds by every reading; null without any. */
function sureParts(claims: ClaimFacts, claim: number, edges: readonly number[]): readonly [number, number] | null {
  const parts = edges.length - 1;
  const earliest = claims.earliest[claim]!;
  const latest = claims.latest[claim]!;
  if (earliest !== NO_DAY && latest !== NO_DAY) {
    const part = partOf(edges, earliest);
    if (part >= 0 && part < parts && part === partOf(edges, latest)) return [part, part];
  }
  const from = claims.surelyFrom[claim]!;
  const until = claims.surelyUntil[claim]!;
  if (!claims.throughout[claim] || from === NO_DAY || until === NO_DAY || from > until) return null;
  const low = Math.max(partOf(edges, from), 0);
  const high = Math.min(partOf(edges, until), parts - 1);
  return low <= high ? [low, high] : null;
}

function raise(steps: Int32Array, low: number, high: number): void {
  if (low > high) return;
  steps[low]!++;
  steps[high + 1]!--;
}

function summed(kinds: readonly [Int32Array, Int32Array, Int32Array], parts: number): Omit<Histogram, "unit" | "edges"> {
  const sums = kinds.map((steps) => {
    let sum = 0;
    return Uint32Array.from(steps.subarray(0, parts), (step) => (sum += step));
  });
  const [solid, light, faint] = sums as [Uint32Array, Uint32Array, Uint32Array];
  let most = 0;
  for (let part = 0; part < parts; part++) most = Math.max(most, solid[part]! + light[part]! + faint[part]!);
  return { solid, light, faint, most };
}
