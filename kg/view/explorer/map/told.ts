// Who held a place on a day, in words that say no more than the claims do.

import { leadOf, sentenceOf } from "../words";
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

/** Say what one claim tells, and what it leaves open. */
export function wordWords(model: Model, facts: Facts, word: Word): string {
  const { claims } = facts;
  const [subject, relation, object] = sentenceOf(model, word.claim);
  const certainty = model.certainties[claims.certainty[word.claim]!]!;
  const date = claims.whenWords.at(word.claim) || "no date is given";
  const hedge = certainty.name === "certain" ? "" : `; ${certainty.label}`;
  const inferred = model.modes[claims.mode[word.claim]!]!.name === "inferred";
  const lead = !word.factual ? `${leadOf(model, facts, word.claim)}: ` : inferred ? "inferred by a curator, no sentence says it: " : "";
  const where = { here: "", larger: `; said of ${object}, in which this place lies, not of every place in it`, part: `; said of ${object}, a part of this place` };
  return `${lead}${subject} ${relation} ${object} (${date}${hedge})${openWords(word)}${where[word.scope]}`;
}

function openWords({ factual, grade, when, role, later }: Word): string {
  if (!factual) return "";
  if (grade === "certain") return "; certain on this day";
  if (when === "after") return role === "loss" ? "; it held it before that, since when is not said" : "; that is after this day";
  if (later === "surely") return "; a later change of hands is told, before this day";
  if (later === "perhaps") return "; another change of hands may have come after it, before this day";
  if (role === "loss") return when === "before" ? "; who held it next is not said" : "; whether before or after this day is not said";
  if (when === "before") return "; nothing later is told, nor that it lasted until this day";
  return role === "gain" ? "; whether before or after this day is not said" : "; whether on this day is not said";
}
