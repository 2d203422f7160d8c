// Who held a place on a day, in words that say no more than the claims do.

import { leadOf, marksOf, sentenceOf, voicesOf } from "../words";
import { longDay } from "../time/days";
import { sidesOf } from "../claim/sides";
import type { State } from "../contract";
import type { Facts, Model } from "../types";
import type { Holding, Word } from "./control";

/** What a place's mark shows: parties by number, those of each grade once. */
export interface Standing {
  readonly certain: readonly number[];
  readonly possible: readonly number[];
  /** Somebody is told to have lost it, and nobody to have held it since. */
  readonly lost: boolean;
}

export function standingOf({ words }: Holding): Standing {
  const of = (grade: Word["grade"]): number[] => [...new Set(words.filter((word) => word.grade === grade).map(({ party }) => party))];
  const certain = of("certain");
  const possible = of("possible").filter((party) => !certain.includes(party));
  return { certain, possible, lost: words.some(({ grade }) => grade === "unknown") };
}

/** Say it in a few words: "certain: A", "possible: B or C", "not told". */
export function standingWords(model: Model, { certain, possible }: Standing): string {
  const names = (parties: readonly number[]): string => parties.map((party) => model.nodes.label.at(party)).join("; ");
  if (!certain.length && !possible.length) return "not told";
  return [certain.length ? `certain: ${names(certain)}` : "", possible.length ? `possible: ${names(possible)}` : ""].filter(Boolean).join(" · ");
}

/** Say that a day is after all that is told; `ended` is the newest document's. */
export function afterAllWords(ended: number): string {
  return `after the newest document (${longDay(ended)}): nothing is told of this day`;
}

/** Say which day the map is of, and why that one. */
export function dayWords(window: State["window"], ended: number | null): string {
  if (ended !== null) return ` is ${afterAllWords(ended)}.`;
  const why = window ? (window[0] === window[1] ? "the chosen day" : "the last day of the chosen window") : "the day of the newest document; choose another in the strip of time";
  return ` (${why}), from every claim, whatever the filters.`;
}

/** Say what one claim tells, who says it and how, and what it leaves open. */
export function wordWords(model: Model, facts: Facts, word: Word): string {
  const [subject, relation, object] = sentenceOf(model, word.claim);
  const date = facts.claims.whenWords.at(word.claim) || "no date is given";
  const note = facts.claims.note.at(word.claim);
  const where = { here: "", larger: `; said of ${object}, in which this place lies, not of every place in it`, part: `; said of ${object}, a part of this place` };
  return `${toldBy(model, facts, word.claim)}: ${subject} ${relation} ${object} (${date})${openWords(word)}${where[word.scope]}${confirmedWords(model, word.claim)}${note ? `; a curator notes: ${note}` : ""}`;
}

/** Say of claims that a curator linked as one telling of the same that they are not two events. */
function confirmedWords(model: Model, claim: number): string {
  const sides = sidesOf(model);
  if (sides === null) return "";
  const confirms = ([kind]: readonly [number, number]): boolean => model.links[kind]!.name === "confirms";
  const other = sides.leading(claim).find(confirms);
  if (other) return `; it confirms “${sentenceOf(model, other[1]).join(" ")}”: one event, told twice`;
  return sides.pointing(claim).some(confirms) ? "; another claim confirms it: one event, told twice" : "";
}

const LIMIT = /^["“]([^"”]+)["”]$/; // a note that only quotes what limits the claim: "briefly"

/** Words of the text that limit an answer and that no relation carries, to stand with it. */
export function limitWords(facts: Facts, words: readonly Word[]): string {
  const limits = new Set(words.map(({ claim }) => LIMIT.exec(facts.claims.note.at(claim))?.[1] ?? "").filter(Boolean));
  return limits.size ? ` (${[...limits].map((limit) => `“${limit}”`).join(", ")})` : "";
}

/** Say who says it and how, also where it is plainly stated. */
function toldBy(model: Model, facts: Facts, claim: number): string {
  const voice = voicesOf(facts, claim).at(-1);
  const stated = voice === undefined ? "stated" : `stated by ${model.nodes.label.at(voice)}`;
  const lead = leadOf(model, facts, claim);
  const bare = model.modes[facts.claims.mode[claim]!]!.name === "asserted" && voicesOf(facts, claim).length < 2;
  const positive = model.polarities[facts.claims.polarity[claim]!]!.name === "positive";
  return bare && positive ? [stated, lead].filter(Boolean).join("; ") : lead;
}

/** Say what of, and how it is told where not as a fact: "relocated to ×3, recaptured (predicted)". */
export function relationsWords(model: Model, facts: Facts, words: readonly Word[]): string {
  const counts = new Map<string, number>();
  for (const { claim, factual, role } of words) {
    const [subject, relation] = sentenceOf(model, claim);
    const marks = marksOf(model, facts, claim).filter(({ axis, text }) => axis === "polarity" || (axis === "mode" && (!factual || text === "inferred")));
    const kind = `${role === "event" ? subject : relation}${marks.length ? ` (${marks.map(({ text }) => text).join(", ")})` : ""}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => (count > 1 ? `${kind} ×${count}` : kind)).join("; ");
}

function openWords({ factual, grade, when, role, later, exactly }: Word): string {
  if (!factual) return "; not stated as a fact";
  if (role === "other") return "; that does not say who held it";
  if (role === "event") return "";
  if (grade === "certain") return "; certain on this day";
  if (when === "after") return role === "loss" ? "; it held it before that, since when is not said" : "; that is after this day";
  if (later === "surely") return "; another claim has a later change of hands before this day";
  if (later === "perhaps") return role === "loss" ? "; see the others for who held it then or later" : "; another change of hands may have come after it, before this day";
  if (exactly) return exactWords(role, exactly);
  if (role === "loss") return when === "before" ? "; who held it next is not said by this claim" : "; whether before or after this day is not said";
  if (when === "before") return "; no later change of hands is claimed, nor that it lasted until this day";
  return role === "gain" ? "; whether before or after this day is not said" : "; whether on this day is not said";
}

function exactWords(role: Word["role"], exactly: Word["exactly"]): string {
  if (role === "state") return exactly === "document" ? "; the day is that of the document, the words name none" : "; that is this day";
  const day = exactly === "document" ? "; on this very day, which is that of the document" : "; on this very day";
  return `${day}; when in it, and ${role === "gain" ? "how long after" : "who held it next"}, is not said`;
}
