// The claims from every side: those about an entity, said by it, resting on a passage, pointing at another claim.

import type { Facts, Lists, Model } from "../types";
import { LITERAL } from "../types";
import { listed, qualifiersOf } from "../words";

/** Claims that link to a claim, and how. */
export interface BackLinks {
  readonly lists: Lists;
  /** Parallel to the values: indexes into `model.links`. */
  readonly kinds: Uint8Array;
}

/** Gather pairs (index, value) into lists; `give` is called twice and must give the same pairs. */
function gathered(count: number, give: (put: (index: number, value: number) => void) => void): Lists {
  const starts = new Uint32Array(count + 1);
  give((index) => starts[index + 1]!++);
  for (let at = 0; at < count; at++) starts[at + 1]! += starts[at]!;
  const next = starts.slice(0, count);
  const values = new Uint32Array(starts[count]!);
  give((index, value) => {
    values[next[index]!++] = value;
  });
  return { starts, values };
}

/** Look-ups over all claims; each is made when it is first asked for. */
export class Sides {
  readonly model: Model;
  readonly facts: Facts;
  #about: Lists | null = null;
  #said: Lists | null = null;
  #relayed: Lists | null = null;
  #qualified: ReadonlyMap<string, readonly number[]> | null = null;
  #resting: Lists | null = null;
  #back: BackLinks | null = null;
  #standing: Lists | null = null;

  constructor(model: Model, facts: Facts) {
    this.model = model;
    this.facts = facts;
  }

  /** Claims that name an entity as subject or object, in the corpus's order. */
  about(node: number): Uint32Array {
    const { subject, object, count } = this.model.claims;
    this.#about ??= gathered(this.model.nodes.count, (put) => {
      for (let claim = 0; claim < count; claim++) {
        put(subject[claim]!, claim);
        if (object[claim] !== LITERAL && object[claim] !== subject[claim]) put(object[claim]!, claim);
      }
    });
    return listed(this.#about, node);
  }

  /** Claims that an entity itself makes: it is the innermost voice. */
  said(node: number): Uint32Array {
    this.#said ??= this.#voiced((chain, put) => chain.length > 0 && put(chain[chain.length - 1]!));
    return listed(this.#said, node);
  }

  /** Claims of others that an entity relays: it is an outer voice. */
  relayed(node: number): Uint32Array {
    this.#relayed ??= this.#voiced((chain, put) => new Set(chain.subarray(0, -1)).forEach((voice) => put(voice)));
    return listed(this.#relayed, node);
  }

  #voiced(give: (chain: Uint32Array, put: (voice: number) => void) => unknown): Lists {
    const { chains, claims } = this.facts;
    return gathered(this.model.nodes.count, (put) => {
      for (let claim = 0; claim < this.model.claims.count; claim++) {
        give(listed(chains, claims.chain[claim]!), (voice) => put(voice, claim));
      }
    });
  }

  /** Claims that name an entity in another role: a place, a means, an opponent. */
  qualified(node: number): readonly number[] {
    this.#qualified ??= this.#byQualifier();
    return this.#qualified.get(this.model.nodes.id.at(node)) ?? [];
  }

  #byQualifier(): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, number[]>();
    for (let claim = 0; claim < this.model.claims.count; claim++) {
      for (const id of new Set(qualifiersOf(this.facts.claims, claim).map((one) => one.id))) {
        const claims = found.get(id) ?? [];
        claims.push(claim);
        if (id) found.set(id, claims);
      }
    }
    return found;
  }

  /** Claims that rest on a passage. */
  resting(passage: number): Uint32Array {
    const { passages, claims } = this.facts;
    this.#resting ??= gathered(passages.count, (put) => {
      for (let claim = 0; claim < this.model.claims.count; claim++) {
        for (const one of listed(claims.evidence, claim)) put(one, claim);
      }
    });
    return listed(this.#resting, passage);
  }

  /** Passages of a document, in the order of its text. */
  standing(document: number): Uint32Array {
    const { passages, documents } = this.facts;
    if (this.#standing === null) {
      const order = Uint32Array.from({ length: passages.count }, (_, at) => at);
      order.sort((one, other) => passages.start[one]! - passages.start[other]! || passages.end[other]! - passages.end[one]!);
      this.#standing = gathered(documents.length, (put) => order.forEach((passage) => put(passages.document[passage]!, passage)));
    }
    return listed(this.#standing, document);
  }

  /** Claims that link to a claim: pairs of a kind of link and the claim that has it. */
  pointing(claim: number): [kind: number, claim: number][] {
    this.#back ??= this.#backwards();
    const { lists, kinds } = this.#back;
    const from = lists.starts[claim]!;
    return [...listed(lists, claim)].map((other, at) => [kinds[from + at]!, other]);
  }

  #backwards(): BackLinks {
    const { linked, linkKind } = this.facts.claims;
    const places = gathered(this.model.claims.count, (put) => {
      for (let at = 0; at < linked.values.length; at++) put(linked.values[at]!, at);
    });
    const origins = new Uint32Array(linked.values.length);
    for (let claim = 0; claim < this.model.claims.count; claim++) {
      origins.fill(claim, linked.starts[claim], linked.starts[claim + 1]);
    }
    const kinds = Uint8Array.from(places.values, (place) => linkKind[place]!);
    return { lists: { starts: places.starts, values: places.values.map((place) => origins[place]!) }, kinds };
  }

  /** Claims that a claim links to: pairs of a kind of link and the claim it leads to. */
  leading(claim: number): [kind: number, claim: number][] {
    const { linked, linkKind } = this.facts.claims;
    const from = linked.starts[claim]!;
    return [...listed(linked, claim)].map((other, at) => [linkKind[from + at]!, other]);
  }

  /** Every claim of one (subject, predicate, object). */
  alike(subject: number, predicate: number, object: number): number[] {
    const { claims } = this.model;
    return [...this.about(subject)].filter(
      (one) => claims.subject[one] === subject && claims.object[one] === object && claims.predicate[one] === predicate,
    );
  }
}

const KNOWN_SIDES = new WeakMap<Facts, Sides>();

/** Give the look-ups of a model, shared by every part; null until its facts are there. */
export function sidesOf(model: Model): Sides | null {
  if (model.facts === null) return null;
  const known = KNOWN_SIDES.get(model.facts) ?? new Sides(model, model.facts);
  KNOWN_SIDES.set(model.facts, known);
  return known;
}
