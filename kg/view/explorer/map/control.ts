/**
 * Who held a place on a day: the same answer, with the same grades, as the stored question "control" gives.
 *
 * Certain is only what a factual claim says of that very day, or of every day of a span around it. Possible is
 * what may cover the day, or a gain before it with nothing told later. All else is no answer: a prediction, a
 * denial, control of a part or at another time. No gap between two claims is filled in.
 */

import { dayNumber } from "../data/filter";
import { DEFAULT, LITERAL, NO_DAY, STRICT } from "../types";
import type { Facts, Model } from "../types";

export type Grade = "certain" | "possible" | "unknown" | "context";
type Role = "state" | "gain" | "loss";
type Scope = "here" | "larger" | "part";

/** What one claim says of who held a place. */
export interface Word {
  readonly claim: number;
  readonly party: number;
  readonly grade: Grade;
  readonly role: Role;
  readonly scope: Scope;
  /** Where its time stands to the day. */
  readonly when: "before" | "around" | "after";
  /** Whether it is told as a fact at all. */
  readonly factual: boolean;
  /** A later change of hands is told: surely before the day, or perhaps. */
  readonly later: "" | "surely" | "perhaps";
}

/** What is told of a place on a day: graded words, the best first; `told` is false where nothing says who held it. */
export interface Holding {
  readonly words: readonly Word[];
  readonly told: boolean;
}

interface ControlClaim {
  readonly claim: number;
  readonly party: number;
  readonly place: number;
  readonly role: Role;
  /** Bounds as told: an open end is no bound. */
  readonly from: number;
  readonly until: number;
  readonly fromTold: boolean;
  readonly untilTold: boolean;
  readonly factual: boolean;
  readonly projected: boolean;
  readonly certain: boolean;
  readonly exact: boolean;
  /** Days that it holds on without a break, where both its ends are told. */
  readonly coverFrom: number;
  readonly coverUntil: number;
}

const FACTUAL = new Set(["asserted", "reported", "presupposed", "estimated", "inferred"]);
const GRADES: readonly Grade[] = ["certain", "possible", "unknown", "context"];
const OPEN_END = /\.\.\]?$/; // EDTF: told to go on
const INEXACT = /[~?%]/; // EDTF: approximate or uncertain

const NOTHING_TOLD: Holding = { words: [], told: false };

/** Answers who held which place on a day; made once for a page. */
export class Control {
  readonly #model: Model;
  readonly #facts: Facts;
  readonly #byPlace = new Map<number, ControlClaim[]>();
  readonly #inside = new Map<number, number[]>();

  constructor(model: Model, facts: Facts) {
    this.#model = model;
    this.#facts = facts;
    const { claims } = model;
    for (let claim = 0; claim < claims.count; claim++) {
      const role = model.predicates[claims.predicate[claim]!]!.control;
      if (!role || claims.object[claim] === LITERAL || this.#isSetAside(claim)) continue;
      const made = this.#read(claim, role);
      const known = this.#byPlace.get(made.place);
      if (known) known.push(made);
      else this.#byPlace.set(made.place, [made]);
    }
    for (const place of this.#byPlace.keys()) {
      for (const outer of this.#around(place)) this.#inside.set(outer, [...(this.#inside.get(outer) ?? []), place]);
    }
  }

  /** Whether any claim at all speaks of control. */
  get any(): boolean {
    return this.#byPlace.size > 0;
  }

  /** Everybody who is told to hold or to have gained a place, those of most claims first. */
  parties(): readonly number[] {
    const counts = new Map<number, number>();
    for (const { party, factual, role } of [...this.#byPlace.values()].flat()) {
      if (factual && role !== "loss") counts.set(party, (counts.get(party) ?? 0) + 1);
    }
    return [...counts].sort(([a, one], [b, other]) => other - one || a - b).map(([party]) => party);
  }

  /** Say who held a place on a day. */
  on(place: number, day: number): Holding {
    const outer = this.#around(place);
    if (!this.#byPlace.has(place) && !this.#inside.has(place) && !outer.some((one) => this.#byPlace.has(one))) return NOTHING_TOLD;
    const words = [
      ...this.#words(place, "here", day),
      ...outer.flatMap((there) => this.#words(there, "larger", day)),
      ...(this.#inside.get(place) ?? []).flatMap((there) => this.#words(there, "part", day)),
    ];
    const begun = (there: number): boolean =>
      (this.#byPlace.get(there) ?? []).some((one) => one.factual && (!one.fromTold || one.from <= day));
    words.sort((one, other) => GRADES.indexOf(one.grade) - GRADES.indexOf(other.grade) || one.claim - other.claim);
    return { words, told: begun(place) || outer.some(begun) };
  }

  #words(there: number, scope: Scope, day: number): Word[] {
    const all = this.#byPlace.get(there) ?? [];
    return all.map((one) => graded(one, all, scope, day, this.#issuedElse(one.claim, day)));
  }

  #around(place: number): number[] {
    const { starts, values } = this.#facts.nodes.within;
    return [...values.subarray(starts[place], starts[place + 1])];
  }

  #isSetAside(claim: number): boolean {
    return this.#model.ranks[this.#facts.claims.rank[claim]!]?.name === "deprecated";
  }

  #read(claim: number, role: Role): ControlClaim {
    const { claims, modes, certainties, polarities, policy } = this.#model;
    const facts = this.#facts.claims;
    const text = facts.when.at(claim);
    const dated = facts.dated[claim] === 1;
    const fromTold = dated && facts.earliest[claim] !== NO_DAY;
    const untilTold = dated && facts.latest[claim] !== NO_DAY && !OPEN_END.test(text);
    const covers = facts.throughout[claim] === 1 && fromTold && untilTold;
    const positive = polarities[facts.polarity[claim]!]!.name === "positive";
    return {
      claim,
      role,
      party: claims.subject[claim]!,
      place: claims.object[claim]!,
      fromTold,
      untilTold,
      from: fromTold ? facts.earliest[claim]! : -Infinity,
      until: untilTold ? facts.latest[claim]! : Infinity,
      factual: positive && FACTUAL.has(modes[facts.mode[claim]!]!.name),
      projected: claims.level[claim]! <= (policy === "strict" ? STRICT : DEFAULT),
      certain: certainties[facts.certainty[claim]!]!.name === "certain",
      exact: dated && !INEXACT.test(text),
      coverFrom: covers ? facts.surelyFrom[claim]! : Infinity,
      coverUntil: covers ? facts.surelyUntil[claim]! : -Infinity,
    };
  }

  /** Whether a claim stands in a document that was not issued on just this day: only its own words date it then. */
  #issuedElse(claim: number, day: number): boolean {
    const { claims, passages, documents } = this.#facts;
    const { starts, values } = claims.evidence;
    for (let at = starts[claim]!; at < starts[claim + 1]!; at++) {
      if (dayNumber(documents[passages.document[values[at]!]!]!.issued) !== day) return true;
    }
    return false;
  }
}

/** Grade what one claim says; `all` are the claims of control of the place that it speaks of. */
function graded(one: ControlClaim, all: readonly ControlClaim[], scope: Scope, day: number, elsewhere: boolean): Word {
  const { claim, party, role, factual } = one;
  const ended = one.until < day || (one.until === day && role !== "state");
  const when = one.from > day ? "after" : ended ? "before" : "around";
  const surely = role !== "loss" && when === "before" && all.some((other) => surelyLater(one, other, day));
  const perhaps = when === "before" && all.some((other) => perhapsLater(one, other, day));
  const bare = !factual || scope === "part" || when === "after" || surely || (role === "loss" && perhaps);
  const grade = bare ? "context" : isSure(one, scope, day, elsewhere) ? "certain" : role === "loss" && when === "before" ? "unknown" : "possible";
  return { claim, party, grade, role, scope, when, factual, later: surely ? "surely" : perhaps ? "perhaps" : "" };
}

function isSure(one: ControlClaim, scope: Scope, day: number, elsewhere: boolean): boolean {
  if (!one.projected || !one.certain || scope !== "here" || one.role !== "state" || !one.exact) return false;
  return (one.from === day && one.until === day && elsewhere) || (one.coverFrom <= day && one.coverUntil >= day);
}

/** Whether another claim tells of a change of hands after one, and by the day for sure. */
function surelyLater(one: ControlClaim, other: ControlClaim, day: number): boolean {
  if (!other.projected || !other.fromTold || !other.untilTold) return false;
  return other.from > one.until && other.until <= day && takesOver(one, other);
}

function perhapsLater(one: ControlClaim, other: ControlClaim, day: number): boolean {
  if (!other.projected || (other.fromTold && other.from > day)) return false;
  const after = one.role === "loss" ? other.until >= one.from : other.until > one.until;
  if (other.untilTold && !after) return false;
  return other.role === "loss" ? one.role !== "loss" && other.party === one.party : other.party !== one.party;
}

function takesOver(one: ControlClaim, other: ControlClaim): boolean {
  return other.role === "loss" ? other.party === one.party : other.party !== one.party;
}
