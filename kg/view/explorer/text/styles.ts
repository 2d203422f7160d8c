// How a passage is underlined: by what its claims are, and by the line's form before its colour.

import type { Facts, Model } from "../types";
import { SAYING_KINDS, kindOf } from "../words";

export interface TextStyle {
  readonly key: string;
  readonly label: string;
  readonly about: string;
}

export const TEXT_STYLES: readonly TextStyle[] = [
  { key: "stated", label: "stated", about: "The document says it in its own voice" },
  { key: "reported", label: "reported", about: "The document relays another voice" },
  { key: "unfactual", label: "not told as fact", about: "Predicted, supposed, intended, assessed, demanded, said with doubt, or relayed without commitment" },
  { key: "denied", label: "denied, or only asked", about: "A voice says it is not so, or asks" },
  { key: "mixed", label: "partly told as fact", about: "Facts, and claims that are no facts, in one passage" },
];
const NEGATED = new Set(["denied", "open"]);

/** Give the style of a passage with some claims, and what they are in words. */
export function styleOfPassages(model: Model, facts: Facts, claims: readonly number[], visible: Uint8Array): { style: string; words: string } {
  const numbers = new Map<string, number>();
  for (const claim of claims) {
    if (!visible[claim]) continue;
    const { key } = kindOf(model, facts, claim);
    numbers.set(key, (numbers.get(key) ?? 0) + 1);
  }
  if (numbers.size === 0) return { style: "outside", words: "Its claims don’t pass the filters" };
  const kinds = SAYING_KINDS.filter(({ key }) => numbers.has(key));
  const words = kinds.map(({ key, title }) => `${title}: ${numbers.get(key)}`).join("; ");
  const own = kinds.filter(({ key }) => key !== "inferred"); // an inference rests on it, which is not what it says
  const told = own.length ? own : kinds;
  const factual = told.filter((kind) => kind.factual);
  if (factual.length === told.length) return { style: factual.some(({ key }) => key === "stated") ? "stated" : "reported", words };
  if (factual.length) return { style: "mixed", words };
  return { style: told.every(({ key }) => NEGATED.has(key)) ? "denied" : "unfactual", words };
}
