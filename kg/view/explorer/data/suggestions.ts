/**
 * Where a stranger may begin: links computed from whatever graph the page holds. None names anything of
 * a certain corpus; each shows a kind of question that this one can answer.
 */

import { LITERAL, NEVER, NO_DAY } from "../types";
import type { State } from "../contract";
import type { Facts, Model } from "../types";
import { isoDay } from "./filter";
import { speakersByClaim, speakersOf } from "./speakers";

export interface Suggestion {
  /** Every second piece comes from the data: it may be written from right to left, or mean to turn the rest. */
  readonly question: readonly [ours: string, theirs: string, ours: string];
  readonly about: string;
  readonly change: Partial<State>;
}

/** Give the suggestions for a graph, the most telling first. */
export function suggestions(model: Model): Suggestion[] {
  const facts = model.facts;
  if (!facts) return [];
  return [suggestHolder(model, facts), suggestPredictions(model, facts), suggestInference(model, facts), suggestContradiction(model, facts), suggestBusiest(model)].filter(
    (one): one is Suggestion => one !== null,
  );
}

/** Who held a place: the one of which most changes of hands are told, some days after the last of them that has a day. */
function suggestHolder(model: Model, facts: Facts): Suggestion | null {
  const { claims } = model;
  const told = new Map<number, number[]>();
  for (let claim = 0; claim < claims.count; claim++) {
    const role = model.predicates[claims.predicate[claim]!]!.control;
    if (!role || claims.level[claim] === NEVER || claims.object[claim] === LITERAL) continue;
    const place = claims.object[claim]!;
    const about = told.get(place);
    if (about) about.push(claim);
    else told.set(place, [claim]);
  }
  const ranked = [...told].map(([place, about]) => ({ place, days: about.map((claim) => knownDay(facts, claim)).filter((day) => day !== null) }));
  const [best] = ranked.filter(({ days }) => days.length).sort((a, b) => b.days.length - a.days.length || a.place - b.place);
  if (!best) return null;
  const day = isoDay(best.days.reduce((last, one) => Math.max(last, one)));
  return {
    question: ["Who held ", model.nodes.label.at(best.place), "?"],
    about: "Choose a day on the map: what is told of it, and how surely",
    change: { view: "map", entity: model.nodes.id.at(best.place), window: [day, day] },
  };
}

/** Give the day of a claim whose time is one known day. */
function knownDay(facts: Facts, claim: number): number | null {
  const { dated, earliest, latest } = facts.claims;
  return dated[claim] && earliest[claim] !== NO_DAY && earliest[claim] === latest[claim] ? earliest[claim]! : null;
}

/** What the voice that predicts most predicts. */
function suggestPredictions(model: Model, facts: Facts): Suggestion | null {
  const mode = model.modes.findIndex(({ name }) => name === "predicted");
  const said = new Map<number, number>();
  for (let claim = 0; claim < model.claims.count; claim++) {
    if (facts.claims.mode[claim] !== mode) continue;
    const voice = speakersByClaim(facts)[claim]!;
    if (voice !== LITERAL) said.set(voice, (said.get(voice) ?? 0) + 1);
  }
  const [most] = [...said].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!most) return null;
  const [voice, number] = most;
  const others = speakersOf(model).filter((node) => node !== voice);
  return {
    question: ["What does ", model.nodes.label.at(voice), " predict?"],
    about: `${number} ${number === 1 ? "claim" : "claims"}, none of them drawn as a fact`,
    change: {
      view: "claims",
      hiddenVoices: new Set(others.map((node) => model.nodes.id.at(node))),
      hiddenModes: new Set(model.modes.filter((_, at) => at !== mode).map(({ name }) => name)),
    },
  };
}

/** Why a line is an inference: the one between the best known entities that says most about itself. */
function suggestInference(model: Model, facts: Facts): Suggestion | null {
  const mode = model.modes.findIndex(({ name }) => name === "inferred");
  const links = facts.claims.linked.starts;
  const claim = bestClaim(model, (at) => {
    if (facts.claims.mode[at] !== mode || model.claims.level[at] === NEVER || !facts.claims.rationale.at(at)) return 0;
    return 1 + links[at + 1]! - links[at]! + wellKnown(model, at);
  });
  if (claim === null) return null;
  return {
    question: ["Why is “", bareWords(model, claim), "” an inference?"],
    about: "No passage says it: what it rests on, and the curator’s reason",
    change: { claim: facts.claims.key.at(claim) },
  };
}

/** What opposes a claim: the one that most claims oppose. Both may hold: a merger announced, and one denounced. */
function suggestContradiction(model: Model, facts: Facts): Suggestion | null {
  const kind = model.links.findIndex(({ name }) => name === "contradicts");
  const { linked, linkKind, key } = facts.claims;
  const against = new Uint32Array(model.claims.count);
  const seen = new Set<number>(); // pairs: both may say it of each other
  for (let claim = 0; claim < model.claims.count; claim++) {
    for (let at = linked.starts[claim]!; at < linked.starts[claim + 1]!; at++) {
      const other = linked.values[at]!;
      const pair = Math.min(claim, other) * model.claims.count + Math.max(claim, other);
      if (linkKind[at] !== kind || seen.has(pair)) continue;
      seen.add(pair);
      against[claim]!++;
      against[other]!++;
    }
  }
  const claim = bestClaim(model, (at) => against[at]! && against[at]! + Number(model.claims.level[at] !== NEVER) + wellKnown(model, at) / 2);
  if (claim === null) return null;
  return {
    question: ["What opposes the claim that ", bareWords(model, claim), "?"],
    about: `${against[claim] === 1 ? "Two claims" : "Claims"} that oppose each other${years(facts, claim)}, each with its sentence and voice`,
    change: { claim: key.at(claim) },
  };
}

/** The year of a claim, where its time lies in one. */
function years(facts: Facts, claim: number): string {
  const { dated, earliest, latest } = facts.claims;
  if (!dated[claim] || earliest[claim] === NO_DAY || latest[claim] === NO_DAY) return "";
  const [first, last] = [earliest, latest].map((days) => isoDay(days[claim]!).slice(0, 4));
  return first === last ? ` (of ${first})` : "";
}

/** What is told of the best connected entity. */
function suggestBusiest(model: Model): Suggestion | null {
  const { degree } = model.nodes;
  let most = -1;
  for (let node = 0; node < degree.length; node++) if (most < 0 || degree[node]! > degree[most]!) most = node;
  if (most < 0 || !degree[most]) return null;
  return {
    question: ["What is told of ", model.nodes.label.at(most), "?"],
    about: "Every claim about the best connected entity, sentence by sentence",
    change: { entity: model.nodes.id.at(most) },
  };
}

/** Give the first claim of the highest score above 0. */
function bestClaim(model: Model, score: (claim: number) => number): number | null {
  let found: number | null = null;
  let highest = 0;
  for (let claim = 0; claim < model.claims.count; claim++) {
    const now = score(claim);
    if (now > highest) [found, highest] = [claim, now];
  }
  return found;
}

/** From 0 to 2: how well connected the ends of a claim are. */
function wellKnown(model: Model, claim: number): number {
  const share = (node: number): number => model.nodes.degree[node]! / (model.nodes.degree[node]! + 8);
  const object = model.claims.object[claim]!;
  return share(model.claims.subject[claim]!) + (object === LITERAL ? 0 : share(object));
}

function bareWords(model: Model, claim: number): string {
  const { subject, predicate, object } = model.claims;
  const { label } = model.nodes;
  return `${label.at(subject[claim]!)} ${model.predicates[predicate[claim]!]!.label} ${object[claim] === LITERAL ? "" : label.at(object[claim]!)}`.trim();
}
