/**
 * What the filters leave. Each filter that a claim does not pass is a bit, so that one walk over the
 * claims answers both what is visible and how many claims each choice would show beside the others.
 *
 * A claim in a window of time is one that may hold in it: nothing is told to end that no text ends.
 */

import { LITERAL, NEVER, NO_DAY } from "../types";
import type { ClaimFacts, Facts, Lists, Model, Policy, State, Term, Visible } from "../types";
import { singleVoiced } from "./propositions";

const BY_TYPE = 1;
const BY_PREDICATE = 2;
const BY_DOCUMENT = 4;
const BY_VOICE = 8;
const BY_MODE = 16;
const BY_CERTAINTY = 32;
const BY_SINGLE = 64;
const BY_INFERRED = 128;
const BY_WINDOW = 256;
const BY_FOCUS = 512;

export const LEVELS: Readonly<Record<Policy, number>> = { strict: 0, default: 1, wide: 2 };
const INFERRED_NAME = "inferred"; // the mode's name, and its line's
const MS_A_DAY = 86_400_000;

/** How many claims each choice would show, given all other filters; by the indexes of the model. */
export interface Facets {
  readonly types: Uint32Array;
  readonly predicates: Uint32Array;
  readonly modes: Uint32Array;
  readonly certainties: Uint32Array;
  readonly documents: Uint32Array;
  /** By node. */
  readonly voices: Uint32Array;
  /** Claims drawn under each policy: strict, default, wide. */
  readonly policies: Uint32Array;
  /** Claims of each line that are drawn. */
  readonly lines: Uint32Array;
  readonly singleVoice: number;
  readonly inferred: number;
  readonly undated: number;
  /** Claims that pass, and no policy draws: predictions, denials and the like. */
  readonly never: number;
  /** Claims that pass, and whose object is a value: a number or a word is no node. */
  readonly values: number;
  /** Claims that pass, and that a wider policy would draw. */
  readonly wider: number;
}

/** Work out what is visible. */
export function visible(model: Model, state: State): Visible {
  const { claims, nodes } = model;
  const failed = filterFailures(model, state);
  const passing = new Uint8Array(claims.count);
  const edges = new Uint8Array(claims.count);
  const drawn = new Uint8Array(nodes.count);
  const highest = LEVELS[state.policy];
  let claimCount = 0;
  let edgeCount = 0;
  for (let claim = 0; claim < claims.count; claim++) {
    if (failed[claim]) continue;
    passing[claim] = 1;
    claimCount++;
    const object = claims.object[claim]!;
    if (claims.level[claim]! > highest || object === LITERAL) continue;
    edges[claim] = 1;
    edgeCount++;
    drawn[claims.subject[claim]!] = 1;
    drawn[object] = 1;
  }
  if (state.focus) inFocus(model, state.focus).forEach((named, node) => named && (drawn[node] = 1));
  let nodeCount = 0;
  for (const one of drawn) nodeCount += one;
  return { claims: passing, edges, nodes: drawn, claimCount, edgeCount, nodeCount };
}

/** Count what each choice would show. */
export function facets(model: Model, state: State): Facets {
  const failed = filterFailures(model, state);
  const facts = model.facts;
  const { claims, nodes } = model;
  const counts = {
    types: countTypes(model, state, failed),
    predicates: new Uint32Array(model.predicates.length),
    modes: new Uint32Array(model.modes.length),
    certainties: new Uint32Array(model.certainties.length),
    documents: new Uint32Array(facts?.documents.length ?? 0),
    voices: new Uint32Array(nodes.count),
    policies: new Uint32Array(3),
    lines: new Uint32Array(model.lines.length),
    singleVoice: 0,
    inferred: 0,
    undated: 0,
    never: 0,
    values: 0,
    wider: 0,
  };
  const single = facts && singleVoiced(model, facts, LEVELS[state.policy]);
  const conclusion = inferredOf(model);
  const seen = new Int32Array(counts.documents.length).fill(-1);
  for (let claim = 0; claim < claims.count; claim++) {
    const bits = failed[claim]!;
    if ((bits & ~BY_PREDICATE) === 0) counts.predicates[claims.predicate[claim]!]!++;
    if ((bits & ~BY_INFERRED) === 0 && conclusion(claim)) counts.inferred++;
    if (bits === 0) countDrawn(model, state, claim, counts);
    if (!facts) continue;
    if ((bits & ~BY_MODE) === 0) counts.modes[facts.claims.mode[claim]!]!++;
    if ((bits & ~BY_CERTAINTY) === 0) counts.certainties[facts.claims.certainty[claim]!]!++;
    if ((bits & ~BY_SINGLE) === 0 && single![claim]) counts.singleVoice++;
    if ((bits & ~BY_WINDOW) === 0 && !facts.claims.dated[claim]) counts.undated++;
    if ((bits & ~BY_VOICE) === 0) eachListed(facts.claims.independent, claim, (voice) => counts.voices[voice]!++);
    if ((bits & ~BY_DOCUMENT) === 0) {
      eachListed(facts.claims.evidence, claim, (passage) => {
        const document = facts.passages.document[passage]!;
        if (seen[document] !== claim) counts.documents[document]!++;
        seen[document] = claim;
      });
    }
  }
  return counts;
}

/** Tell whether a claim holds in a window: 0 it does not, 1 it may, 2 every reading of its time says so. */
export function holds(claims: ClaimFacts, claim: number, first: number, last: number): 0 | 1 | 2 {
  if (!claims.dated[claim]) return 0;
  const earliest = claims.earliest[claim]!;
  const latest = claims.latest[claim]!;
  if ((earliest !== NO_DAY && earliest > last) || (latest !== NO_DAY && latest < first)) return 0;
  const within = earliest !== NO_DAY && earliest >= first && latest !== NO_DAY && latest <= last;
  if (within) return 2;
  const from = claims.surelyFrom[claim]!;
  const until = claims.surelyUntil[claim]!;
  if (!claims.throughout[claim] || from === NO_DAY || from > until) return 1;
  return from <= last && until >= first ? 2 : 1;
}

/** Give a day as the number of days since 1970-01-01. */
export function dayNumber(iso: string): number {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / MS_A_DAY);
}

/** Write a number of days since 1970-01-01 as a day. */
export function isoDay(day: number): string {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/** Give the bits of the filters that each claim does not pass; 0 passes all. */
function filterFailures(model: Model, state: State): Uint16Array {
  const failed = new Uint16Array(model.claims.count);
  failByEnds(model, state, failed);
  if (!state.inferred) failWhere(failed, BY_INFERRED, inferredOf(model));
  const facts = model.facts;
  if (!facts) return failed;
  failByName(failed, BY_MODE, facts.claims.mode, model.modes, state.hiddenModes);
  failByName(failed, BY_CERTAINTY, facts.claims.certainty, model.certainties, state.hiddenCertainties);
  if (state.singleVoice) {
    const single = singleVoiced(model, facts, LEVELS[state.policy]);
    failWhere(failed, BY_SINGLE, (claim) => !single[claim]);
  }
  if (state.window) {
    const [first, last] = state.window.map(dayNumber) as [number, number];
    const { dated } = facts.claims;
    failWhere(failed, BY_WINDOW, (claim) => (dated[claim] ? !holds(facts.claims, claim, first, last) : !state.undated));
  }
  failByVoice(model, facts, state.hiddenVoices, failed);
  failByDocument(facts, state.hiddenDocuments, failed);
  return failed;
}

function failByEnds(model: Model, state: State, failed: Uint16Array): void {
  const { claims, nodes } = model;
  const type = flagged(model.types, state.hiddenTypes);
  const predicate = flagged(model.predicates, state.hiddenPredicates);
  const focus = state.focus && inFocus(model, state.focus);
  for (let claim = 0; claim < claims.count; claim++) {
    const subject = claims.subject[claim]!;
    const object = claims.object[claim]!;
    let bits = predicate[claims.predicate[claim]!] ? BY_PREDICATE : 0;
    if (type[nodes.type[subject]!] || (object !== LITERAL && type[nodes.type[object]!])) bits |= BY_TYPE;
    if (focus && !(focus[subject] && (object === LITERAL || focus[object]))) bits |= BY_FOCUS;
    failed[claim] = bits;
  }
}

function failByName(failed: Uint16Array, bit: number, column: Uint8Array, terms: readonly Term[], hidden: ReadonlySet<string>): void {
  if (!hidden.size) return;
  const off = flagged(terms, hidden);
  failWhere(failed, bit, (claim) => off[column[claim]!] === 1);
}

/** A claim goes when every one of its independent voices is switched off. */
function failByVoice(model: Model, facts: Facts, hidden: ReadonlySet<string>, failed: Uint16Array): void {
  if (!hidden.size) return;
  const { starts, values } = facts.claims.independent;
  const off = new Uint8Array(model.nodes.count);
  for (const voice of voicesOf(model)) if (hidden.has(model.nodes.id.at(voice))) off[voice] = 1;
  failWhere(failed, BY_VOICE, (claim) => everyListed(starts, claim, (at) => off[values[at]!] === 1));
}

/** A claim goes when every document that it stands in is switched off. */
function failByDocument(facts: Facts, hidden: ReadonlySet<string>, failed: Uint16Array): void {
  if (!hidden.size) return;
  const { starts, values } = facts.claims.evidence;
  const off = Uint8Array.from(facts.documents, ({ id }) => Number(hidden.has(id)));
  const { document } = facts.passages;
  failWhere(failed, BY_DOCUMENT, (claim) => everyListed(starts, claim, (at) => off[document[values[at]!]!] === 1));
}

function failWhere(failed: Uint16Array, bit: number, fails: (claim: number) => boolean): void {
  for (let claim = 0; claim < failed.length; claim++) if (fails(claim)) failed[claim]! |= bit;
}

/** Tell of the items of a list whether there are any, and the test holds for all. */
function everyListed(starts: Uint32Array, list: number, test: (at: number) => boolean): boolean {
  const end = starts[list + 1]!;
  for (let at = starts[list]!; at < end; at++) if (!test(at)) return false;
  return end > starts[list]!;
}

function eachListed(lists: Lists, list: number, act: (value: number) => void): void {
  const end = lists.starts[list + 1]!;
  for (let at = lists.starts[list]!; at < end; at++) act(lists.values[at]!);
}

/** Count for each type the claims that switching it on would show: the other end must not be hidden either. */
function countTypes(model: Model, state: State, failed: Uint16Array): Uint32Array {
  const { claims, nodes } = model;
  const counts = new Uint32Array(model.types.length);
  const off = flagged(model.types, state.hiddenTypes);
  for (let claim = 0; claim < claims.count; claim++) {
    if (failed[claim]! & ~BY_TYPE) continue;
    const object = claims.object[claim]!;
    const one = nodes.type[claims.subject[claim]!]!;
    const other = object === LITERAL ? one : nodes.type[object]!;
    if (one === other || !off[other]) counts[one]!++;
    if (one !== other && !off[one]) counts[other]!++;
  }
  return counts;
}

type Drawn = Pick<Facets, "policies" | "lines"> & { never: number; values: number; wider: number };

function countDrawn(model: Model, state: State, claim: number, counts: Drawn): void {
  const level = model.claims.level[claim]!;
  if (level === NEVER) counts.never++;
  else if (model.claims.object[claim] === LITERAL) counts.values++;
  else if (level > LEVELS[state.policy]) counts.wider++;
  if (level === NEVER || model.claims.object[claim] === LITERAL) return;
  for (let policy = level; policy < counts.policies.length; policy++) counts.policies[policy]!++;
  if (level <= LEVELS[state.policy]) counts.lines[model.claims.line[claim]!]!++;
}

/** Tell of a claim whether a curator concluded it; by its line until its mode is there. */
function inferredOf(model: Model): (claim: number) => boolean {
  const mode = model.modes.findIndex(({ name }) => name === INFERRED_NAME);
  const line = model.lines.findIndex(({ name }) => name === INFERRED_NAME);
  const facts = model.facts;
  return facts ? (claim) => facts.claims.mode[claim] === mode : (claim) => model.claims.line[claim] === line;
}

/** Nodes that are an independent voice of some claim. */
export function voicesOf(model: Model): readonly number[] {
  const facts = model.facts;
  if (!facts) return [];
  const known = VOICES.get(facts);
  if (known) return known;
  const speaks = new Uint8Array(model.nodes.count);
  for (const voice of facts.claims.independent.values) speaks[voice] = 1;
  const found: number[] = [];
  speaks.forEach((one, node) => one && found.push(node));
  VOICES.set(facts, found);
  return found;
}

const VOICES = new WeakMap<Facts, readonly number[]>();

/** 1 for each node that the focus names. */
function inFocus(model: Model, focus: readonly string[]): Uint8Array {
  const known = FOCI.get(focus);
  if (known) return known;
  const names = new Set(focus);
  const found = new Uint8Array(model.nodes.count);
  for (let node = 0; node < found.length; node++) if (names.has(model.nodes.id.at(node))) found[node] = 1;
  FOCI.set(focus, found);
  return found;
}

const FOCI = new WeakMap<readonly string[], Uint8Array>();

function flagged(terms: readonly Term[], names: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(terms, ({ name }) => Number(names.has(name)));
}
