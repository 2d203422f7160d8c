/**
 * Who says each claim itself: the innermost voice of its own chain, which of an inferred claim are its
 * curators, never those whose claims it rests on. The filter of voices goes by it, as an entity's panel does.
 */

import { LITERAL } from "../types";
import type { Facts, Model } from "../types";

const SPEAKERS = new WeakMap<Facts, Uint32Array>();
const PRINCIPALS = new WeakMap<Facts, ReadonlyMap<number, number>>();

/** Give for each claim the node that says it, `LITERAL` where nobody is named. */
export function speakersByClaim(facts: Facts): Uint32Array {
  const known = SPEAKERS.get(facts);
  if (known) return known;
  const { starts, values } = facts.chains;
  const found = Uint32Array.from(facts.claims.chain, (chain) => (starts[chain + 1]! > starts[chain]! ? values[starts[chain + 1]! - 1]! : LITERAL));
  SPEAKERS.set(facts, found);
  return found;
}

/** Nodes that say a claim themselves, in their own order. */
export function speakersOf(model: Model): readonly number[] {
  if (!model.facts) return [];
  const found = new Set(speakersByClaim(model.facts));
  found.delete(LITERAL);
  return [...found].sort((one, other) => one - other);
}

/** Give those whose voice is not their own: an editor, and the paper that he speaks for. */
export function principalsOf(model: Model): ReadonlyMap<number, number> {
  const facts = model.facts;
  if (!facts) return new Map();
  const known = PRINCIPALS.get(facts);
  if (known) return known;
  const found = new Map<number, number>();
  const inferred = model.modes.findIndex(({ name }) => name === "inferred");
  const { starts, values } = facts.claims.independent;
  speakersByClaim(facts).forEach((speaker, claim) => {
    const [first, end] = [starts[claim]!, starts[claim + 1]!];
    if (end - first === 1 && values[first] !== speaker && facts.claims.mode[claim] !== inferred) found.set(speaker, values[first]!);
  });
  PRINCIPALS.set(facts, found);
  return found;
}
