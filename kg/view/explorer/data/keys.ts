/**
 * Keys of claims: made from what a claim says, as `kg.model.claim_key` makes them. The page holds in full only
 * those that come out otherwise, and of the others a byte, by which a claim is found whose key an address names.
 */

import type { Chosen, Facts, Model, Strings } from "../types";
import { contentKey } from "./content-key";

/** What of the facts a key is made from. */
export type Said = Pick<Facts, "passages" | "documents" | "chains"> & { readonly claims: Omit<Facts["claims"], "key"> };

const HEX = /^[0-9a-f]{16}$/;
const FEW = 64; // look-ups, after which all keys are made: an answer names thousands

/** The keys of all claims, each made when it is asked for. */
export class ClaimKeys implements Chosen {
  readonly length: number;
  readonly #model: Model;
  readonly #said: Said;
  readonly #marks: Uint8Array;
  readonly #told: ReadonlyMap<number, string>;
  readonly #found = new Map<string, number>();
  #searched = 0;

  /** `marks` is a byte of each key; `told` are claims whose keys stand in full in `texts`. */
  constructor(model: Model, said: Said, marks: Uint8Array, told: Uint32Array, texts: Strings) {
    this.length = model.claims.count;
    this.#model = model;
    this.#said = said;
    this.#marks = marks;
    this.#told = new Map(Array.from(told, (claim, at) => [claim, texts.at(at)]));
    for (const [claim, key] of this.#told) this.#found.set(key, claim);
  }

  at(claim: number): string {
    return this.#told.get(claim) ?? (claim >= 0 && claim < this.length ? this.#make(claim) : "");
  }

  find(key: string): number {
    const known = this.#found.get(key);
    if (known !== undefined || !HEX.test(key)) return known ?? -1;
    if (this.#searched++ === FEW) for (let at = 0; at < this.length; at++) this.#found.set(this.at(at), at);
    if (this.#searched > FEW) return this.#found.get(key) ?? -1;
    const mark = Number.parseInt(key.slice(0, 2), 16);
    let at = this.#marks.indexOf(mark);
    while (at >= 0 && this.at(at) !== key) at = this.#marks.indexOf(mark, at + 1);
    if (at >= 0) this.#found.set(key, at);
    return at;
  }

  #make(claim: number): string {
    const { claims, nodes, predicates, modes, polarities } = this.#model;
    const { evidence, mode, polarity, chain } = this.#said.claims;
    const { chains } = this.#said;
    const passages = evidence.values.subarray(evidence.starts[claim], evidence.starts[claim + 1]);
    const voices = chains.values.subarray(chains.starts[chain[claim]!], chains.starts[chain[claim]! + 1]);
    const name = (node: number): string => nodes.id.at(node);
    return contentKey(
      ...Array.from(passages, (passage) => passageKey(this.#said, passage)),
      name(claims.subject[claim]!),
      predicates[claims.predicate[claim]!]!.name,
      name(claims.object[claim]!),
      modes[mode[claim]!]!.name,
      polarities[polarity[claim]!]!.name,
      ...Array.from(voices, name),
    );
  }
}

/** The key of a passage: of its document and where in it. */
export function passageKey({ passages, documents }: Pick<Facts, "passages" | "documents">, passage: number): string {
  return contentKey(documents[passages.document[passage]!]!.sha256, String(passages.start[passage]), String(passages.end[passage]));
}
