/**
 * Which claims say the same: one subject, relation and object. And behind which of these stands one
 * voice alone: claims that are drawn together count together, and a prediction never backs a fact.
 * What curators infer is their own word where nobody says it, and no second voice where somebody does.
 */

import { LITERAL } from "../types";
import type { Facts, Model } from "../types";
import { voicesApart } from "./apart";
import { speakersByClaim } from "./speakers";

const FREE_SLOT = -1;
const PROPOSITIONS = new WeakMap<Facts, { proposition: Uint32Array; single: Map<number, Uint8Array> }>();

/** Give for each claim the number of its proposition. */
export function propositions(model: Model, facts: Facts): Uint32Array {
  return propositionsOf(model, facts).proposition;
}

/** 1 for each claim whose proposition has exactly one independent voice, among claims drawn alike at a level. */
export function singleVoiced(model: Model, facts: Facts, level: number): Uint8Array {
  const { proposition, single } = propositionsOf(model, facts);
  const found = single.get(level) ?? findSingle(model, facts, level, proposition);
  single.set(level, found);
  return found;
}

function propositionsOf(model: Model, facts: Facts): { proposition: Uint32Array; single: Map<number, Uint8Array> } {
  const found = PROPOSITIONS.get(facts) ?? { proposition: numberPropositions(model, facts), single: new Map() };
  PROPOSITIONS.set(facts, found);
  return found;
}

function findSingle(model: Model, facts: Facts, level: number, proposition: Uint32Array): Uint8Array {
  const { count, level: levels } = model.claims;
  const { independent: { starts, values }, through } = facts.claims;
  const relayed = new Map<number, number[]>(); // claims of the groups where one voice may only tell of another
  const only = new Int32Array(2 * count).fill(FREE_SLOT); // by proposition and whether it is drawn: its voice
  const several = new Uint8Array(2 * count);
  const group = (claim: number): number => 2 * proposition[claim]! + Number(levels[claim]! <= level);
  const mode = model.modes.findIndex(({ name }) => name === "inferred");
  for (let claim = 0; claim < count; claim++) {
    const at = group(claim);
    if (facts.claims.mode[claim] === mode) continue;
    if (through.starts[claim + 1]! > through.starts[claim]!) relayed.set(at, []);
    for (let place = starts[claim]!; place < starts[claim + 1]!; place++) {
      if (only[at] === FREE_SLOT) only[at] = values[place]!;
      else if (only[at] !== values[place]) several[at] = 1;
    }
  }
  for (let claim = 0; relayed.size && claim < count; claim++) if (facts.claims.mode[claim] !== mode) relayed.get(group(claim))?.push(claim);
  for (const [at, claims] of relayed) several[at] = Number(voicesApart(facts, claims).length > 1);
  const speakers = speakersByClaim(facts);
  const said = only.slice();
  for (let claim = 0; claim < count; claim++) {
    const at = group(claim);
    if (facts.claims.mode[claim] !== mode || said[at] !== FREE_SLOT) continue;
    if (only[at] === FREE_SLOT) only[at] = speakers[claim]!;
    else if (only[at] !== (speakers[claim]! | 0)) several[at] = 1;
  }
  return Uint8Array.from({ length: count }, (_, claim) => Number(only[group(claim)] !== FREE_SLOT && !several[group(claim)]));
}

/** Number the propositions in the order of their first claim (a mixedHash table with open addressing). */
function numberPropositions(model: Model, facts: Facts): Uint32Array {
  const { count, subject, predicate } = model.claims;
  const object = objectNumbers(model, facts);
  const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
  const first = new Int32Array(size).fill(FREE_SLOT); // the first claim of the proposition in a slot
  const numbers = new Uint32Array(count);
  let next = 0;
  for (let claim = 0; claim < count; claim++) {
    let slot = mixedHash(subject[claim]!, predicate[claim]!, object[claim]!) & (size - 1);
    for (;;) {
      const other = first[slot]!;
      if (other === FREE_SLOT) {
        first[slot] = claim;
        numbers[claim] = next++;
        break;
      }
      if (subject[other] === subject[claim] && predicate[other] === predicate[claim] && object[other] === object[claim]) {
        numbers[claim] = numbers[other]!;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return numbers;
}

/** Objects as numbers, equal literals as one number beyond those of the nodes. */
function objectNumbers(model: Model, facts: Facts): Uint32Array {
  const { count, object } = model.claims;
  const literals = new Map<string, number>();
  const found = new Uint32Array(count);
  for (let claim = 0; claim < count; claim++) {
    found[claim] = object[claim]!;
    if (object[claim] !== LITERAL) continue;
    const text = facts.claims.literal.at(claim);
    if (!literals.has(text)) literals.set(text, model.nodes.count + literals.size);
    found[claim] = literals.get(text)!;
  }
  return found;
}

function mixedHash(subject: number, predicate: number, object: number): number {
  let mixed = Math.imul(subject, 0x9e3779b1) ^ Math.imul(predicate + 1, 0x85ebca6b) ^ Math.imul(object, 0xc2b2ae35);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x2c1b3c6d) ^ (mixed >>> 13);
}
