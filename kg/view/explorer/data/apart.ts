/** Voices of several claims together: whom others of them tell of is no second voice (as `kg.voices` has it). */

import type { Facts } from "../types";
import { listed } from "../words";

/** Give the independent voices behind claims that count apart, as nodes, in the claims' order. */
export function voicesApart(facts: Facts, claims: readonly number[]): number[] {
  const { independent, through } = facts.claims;
  const voices = new Set(claims.flatMap((claim) => [...listed(independent, claim)]));
  const own = new Set<number>();
  for (const claim of claims) {
    const tellers = listed(through, claim).filter((teller) => voices.has(teller));
    for (const voice of listed(independent, claim)) if (tellers.every((teller) => teller === voice)) own.add(voice);
  }
  return [...voices].filter((voice) => own.has(voice) || own.size === 0);
}
