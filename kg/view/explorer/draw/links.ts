// What is drawn between two nodes: each claim its own curve, up to eight; more of them as one bundle with its number.

import { LITERAL } from "../types";
import type { Claims } from "../types";

const APART = 8; // curves between one pair of nodes, both directions together

/**
 * Curves by number. A bundle stands for `size[i]` claims, `members[first[i]] …`; else `size` is 1.
 * `slot` says how far from the straight line a curve runs, to the right of from → to.
 */
export interface Links {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly slot: Float32Array;
  readonly line: Uint8Array;
  readonly first: Uint32Array;
  readonly size: Uint32Array;
  readonly members: Uint32Array;
}

/** The claims behind a curve. */
export function linkClaims(links: Links, link: number): Uint32Array {
  const first = links.first[link]!;
  return links.members.subarray(first, first + links.size[link]!);
}

/** Mark the curves that only may hold in the chosen time; a bundle looks no surer than its weakest claim. */
export function paleLinks(links: Links, maybe: Uint8Array): Uint8Array<ArrayBuffer> {
  const found = new Uint8Array(links.count);
  for (let link = 0; link < links.count; link++) {
    for (let at = links.first[link]!; at < links.first[link]! + links.size[link]!; at++) found[link]! |= maybe[links.members[at]!]!;
  }
  return found;
}

/** Group the drawn claims by their pair of nodes. */
export function linked(claims: Claims, drawn: Uint8Array, nodes: number): Links {
  const members = byPair(claims, drawn, nodes);
  const made = {
    from: new Uint32Array(members.length),
    to: new Uint32Array(members.length),
    slot: new Float32Array(members.length),
    line: new Uint8Array(members.length),
    first: new Uint32Array(members.length),
    size: new Uint32Array(members.length),
  };
  const { subject, object, line } = claims;
  let count = 0;
  for (let start = 0; start < members.length; ) {
    const claim = members[start]!;
    const s = subject[claim]!;
    const o = object[claim]!;
    let end = start + 1;
    while (end < members.length && samePair(s, o, subject[members[end]!]!, object[members[end]!]!)) end++;
    if (end === start + 1) {
      made.from[count] = s; // most pairs have one claim
      made.to[count] = o;
      made.line[count] = line[claim]!;
      made.first[count] = start;
      made.size[count++] = 1;
    } else count = spread(claims, members, start, end, made, count);
    start = end;
  }
  return { count, members, ...made };
}

function samePair(s: number, o: number, subject: number, object: number): boolean {
  return (s === subject && o === object) || (s === object && o === subject);
}

interface Filling {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly slot: Float32Array;
  readonly line: Uint8Array;
  readonly first: Uint32Array;
  readonly size: Uint32Array;
}

/** Give each claim of a pair its curve, or all of them one. */
function spread(claims: Claims, members: Uint32Array, start: number, end: number, to: Filling, count: number): number {
  const number = end - start;
  const bundled = number > APART;
  const low = Math.min(claims.subject[members[start]!]!, claims.object[members[start]!]!);
  let weakest = 0;
  for (let at = start; at < end; at++) {
    const claim = members[at]!;
    weakest = Math.max(weakest, claims.line[claim]!);
    if (bundled && at > start) continue;
    const subject = claims.subject[claim]!;
    const sign = subject === low ? 1 : -1; // so that two directions never lie on one another
    to.from[count] = subject;
    to.to[count] = claims.object[claim]!;
    to.slot[count] = subject === to.to[count] ? at - start : bundled ? 0 : (at - start - (number - 1) / 2) * sign;
    to.line[count] = claims.line[claim]!;
    to.first[count] = at;
    to.size[count] = bundled ? number : 1;
    count++;
  }
  if (bundled) to.line[count - 1] = weakest; // a bundle never looks surer than its weakest claim
  return count;
}

/** Sort the drawn claims by pair: two stable counting sorts, so that time grows with their number only. */
function byPair(claims: Claims, drawn: Uint8Array, nodes: number): Uint32Array {
  const { subject, object } = claims;
  let number = 0;
  for (let claim = 0; claim < drawn.length; claim++) number += drawn[claim] === 1 && object[claim] !== LITERAL ? 1 : 0;
  const chosen = new Uint32Array(number);
  const low = new Uint32Array(number);
  const high = new Uint32Array(number);
  let at = 0;
  for (let claim = 0; claim < drawn.length; claim++) {
    if (drawn[claim] !== 1 || object[claim] === LITERAL) continue;
    const s = subject[claim]!;
    const o = object[claim]!;
    low[at] = s < o ? s : o;
    high[at] = s < o ? o : s;
    chosen[at++] = claim;
  }
  const sorted = countingSort(low, countingSort(high, new Uint32Array(0), nodes), nodes);
  for (let place = 0; place < number; place++) high[place] = chosen[sorted[place]!]!;
  return high;
}

/** Order indexes by a key below `limit`; `order` is the order to keep among equals (empty: as they are). */
export function countingSort(keys: Uint32Array, order: Uint32Array, limit: number): Uint32Array {
  const starts = new Uint32Array(limit + 1);
  const number = keys.length;
  for (let index = 0; index < number; index++) starts[keys[index]! + 1]!++;
  for (let key = 0; key < limit; key++) starts[key + 1]! += starts[key]!;
  const sorted = new Uint32Array(number);
  const plain = order.length === 0;
  for (let place = 0; place < number; place++) {
    const index = plain ? place : order[place]!;
    sorted[starts[keys[index]!]!++] = index;
  }
  return sorted;
}
