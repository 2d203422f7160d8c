/**
 * Who held a place on a day: the same answer, with the same grades, as the stored question "control" gives.
 *
 * Certain is only what a factual claim says of that very day, or of every day of a span around it. Possible is
 * what may cover the day, or a gain before it with no later change of hands claimed. All else is no answer: a
 * prediction, a denial, control of a part or at another time, arrivals, withdrawals, events. No gap between two
 * claims is filled in.
 */

import { dayNumber } from "../data/filter";
import { DEFAULT, LITERAL, NO_DAY, STRICT } from "../types";
import type { Facts, Model } from "../types";

export type Grade = "certain" | "possible" | "unknown" | "context";
type Role = "state" | "gain" | "loss";
type Scope = "here" | "larger" | "part";
type Beside = "other" | "event";

/** What one claim says of who held a place. */
export interface Word {
  readonly claim: number;
  readonly party: number;
  readonly grade: Grade;
  readonly role: Role | Beside;
  readonly scope: Scope;
  /** The first day that it may hold on: its place in a list. */
  readonly from: number;
  /** It is dated to just this day: by its words, or by a document of that day alone. */
  readonly exactly: "" | "words" | "document";
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
const SCOPES: readonly Scope[] = ["here", "larger", "part"];
const OPEN_END = /\.\.\]?$/; // EDTF: told to go on
const INEXACT = /[~?%]/; // EDTF: approximate or uncertain

/**
 * What bears on control without saying who has it, as in the stored question: relations, by the end where the place
 * stands. Only what is told of the very place counts.
 */
const BESIDES: ReadonlyMap<string, "subject" | "object"> = new Map([
  ...(
    "withdrew_from left_place relocated_to entered advanced_toward present_in based_in operates_in has_stronghold_in " +
    "attacked launched_offensive_against broke_siege_of defended threatened occurred_at"
  ).split(" ").map((name) => [name, "object"] as const),
  ["capital_of", "subject"],
]);
const HAPPENED = "occurred_at";

const NOTHING_TOLD: Holding = { words: [], told: false };

/** Answers who held which place on a day; made once for a page. */
export class Control {
  readonly #model: Model;
  readonly #facts: Facts;
  readonly #byPlace = new Map<number, ControlClaim[]>();
  readonly #inside = new Map<number, number[]>();
  readonly #besides = new Map<number, number[]>();

  constructor(model: Model, facts: Facts) {
    this.#model = model;
    this.#facts = facts;
    const { claims } = model;
    for (let claim = 0; claim < claims.count; claim++) {
      const { control: role, name } = model.predicates[claims.predicate[claim]!]!;
      const end = BESIDES.get(name);
      if (!(role || end) || claims.object[claim] === LITERAL || this.#isSetAside(claim)) continue;
      if (role) put(this.#byPlace, claims.object[claim]!, this.#read(claim, role));
      else put(this.#besides, claims[end!][claim]!, claim);
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
    return { words: words.sort(inOrder), told: begun(place) || outer.some(begun) };
  }

  /** Give what else bears on control of a place, at any time: none of it says who held it. */
  besides(place: number): Word[] {
    const { claims, predicates } = this.#model;
    const words = (this.#besides.get(place) ?? []).map((claim): Word => {
      const { party, from, factual } = this.#read(claim, "state");
      const role = predicates[claims.predicate[claim]!]!.name === HAPPENED ? "event" : "other";
      return { claim, party, grade: "context", role, scope: "here", from, exactly: "", when: "around", factual, later: "" };
    });
    return words.sort(inOrder);
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

function put<V>(lists: Map<number, V[]>, key: number, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** The best grade first, and what is said of the very place; then by time. */
export function inOrder(one: Word, other: Word): number {
  const early = one.from === other.from ? 0 : one.from - other.from;
  return GRADES.indexOf(one.grade) - GRADES.indexOf(other.grade) || SCOPES.indexOf(one.scope) - SCOPES.indexOf(other.scope) || early || one.claim - other.claim;
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
  const exactly = one.from !== day || one.until !== day ? "" : elsewhere ? "words" : "document";
  return { claim, party, grade, role, scope, from: one.from, exactly, when, factual, later: surely ? "surely" : perhaps ? "perhaps" : "" };
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
