/**
 * What the filters leave. Each filter that a claim does not pass is a bit, so that one walk over the
 * claims answers both what is visible and how many claims each choice would show beside the others.
 *
 * A claim in a window of time is one that may hold in it: nothing is told to end that no text ends.
 */

import { LITERAL, NEVER, NO_DAY } from "../types";
import type { State, Visible } from "../contract";
import type { ClaimFacts, Facts, Lists, Model, Policy, Term } from "../types";
import { singleVoiced } from "./propositions";
import { speakersByClaim } from "./speakers";

export const BY_TYPE = 1;
export const BY_PREDICATE = 2;
export const BY_DOCUMENT = 4;
export const BY_VOICE = 8;
export const BY_MODE = 16;
export const BY_CERTAINTY = 32;
export const BY_SINGLE = 64;
export const BY_INFERRED = 128;
export const BY_WINDOW = 256;
const BY_FOCUS = 512;

export const LEVELS: Readonly<Record<Policy, number>> = { strict: 0, default: 1, wide: 2 };
const INFERRED_NAME = "inferred"; // the mode's name, and its line's
const MS_A_DAY = 86_400_000;

/** Work out what is visible. */
export function visible(model: Model, state: State): Visible {
  const { claims, nodes } = model;
  const failed = filterFailures(model, state);
  const passing = new Uint8Array(claims.count);
  const edges = new Uint8Array(claims.count);
  const drawn = new Uint8Array(nodes.count);
  const highest = LEVELS[state.policy];
  const maybe = new Uint8Array(claims.count);
  const surely = surelyWithin(model, state);
  let [claimCount, edgeCount, maybeCount] = [0, 0, 0];
  for (let claim = 0; claim < claims.count; claim++) {
    if (failed[claim]) continue;
    passing[claim] = 1;
    claimCount++;
    const object = claims.object[claim]!;
    if (claims.level[claim]! > highest || object === LITERAL) continue;
    edges[claim] = 1;
    edgeCount++;
    if (!surely(claim)) maybeCount += maybe[claim] = 1;
    drawn[claims.subject[claim]!] = 1;
    drawn[object] = 1;
  }
  if (state.focus) inFocus(model, state.focus).forEach((named, node) => named && (drawn[node] = 1));
  let nodeCount = 0;
  for (const one of drawn) nodeCount += one;
  return { claims: passing, edges, maybe, nodes: drawn, claimCount, edgeCount, maybeCount, nodeCount };
}

/** Tell of a claim whether every reading of its time holds in the chosen window; without a window all do. */
function surelyWithin({ facts }: Model, { window }: State): (claim: number) => boolean {
  if (!window || !facts) return () => true;
  const [first, last] = window.map(dayNumber) as [number, number];
  return (claim) => holds(facts.claims, claim, first, last) === 2;
}

/** What passes the filters and is not drawn: what no policy draws, what a wider one would, and values. */
export interface Undrawn {
  readonly never: number;
  readonly wider: number;
  /** Claims whose object is a value: the table has them. */
  readonly valued: number;
}

/** Count what passes the filters and is not drawn. */
export function undrawn(model: Model, { claims, edges }: Visible): Undrawn {
  const { level, object } = model.claims;
  const counts = { never: 0, wider: 0, valued: 0 };
  for (let claim = 0; claim < claims.length; claim++) {
    if (!claims[claim] || edges[claim]) continue;
    counts[level[claim] === NEVER ? "never" : object[claim] === LITERAL ? "valued" : "wider"]++;
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
export function filterFailures(model: Model, state: State): Uint16Array {
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

/** A claim goes when the voice that says it is switched off. */
function failByVoice(model: Model, facts: Facts, hidden: ReadonlySet<string>, failed: Uint16Array): void {
  if (!hidden.size) return;
  const speakers = speakersByClaim(facts);
  const off = new Uint8Array(model.nodes.count);
  for (const voice of new Set(speakers)) if (voice !== LITERAL && hidden.has(model.nodes.id.at(voice))) off[voice] = 1;
  failWhere(failed, BY_VOICE, (claim) => off[speakers[claim]!] === 1);
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

export function eachListed(lists: Lists, list: number, act: (value: number) => void): void {
  const end = lists.starts[list + 1]!;
  for (let at = lists.starts[list]!; at < end; at++) act(lists.values[at]!);
}

/** Tell of a claim whether a curator concluded it; by its line until its mode is there. */
export function inferredOf(model: Model): (claim: number) => boolean {
  const mode = model.modes.findIndex(({ name }) => name === INFERRED_NAME);
  const line = model.lines.findIndex(({ name }) => name === INFERRED_NAME);
  const facts = model.facts;
  return facts ? (claim) => facts.claims.mode[claim] === mode : (claim) => model.claims.line[claim] === line;
}

/** 1 for each node that the focus names. */
export function inFocus(model: Model, focus: readonly string[]): Uint8Array {
  const known = FOCI.get(focus);
  if (known) return known;
  const names = new Set(focus);
  const found = new Uint8Array(model.nodes.count);
  for (let node = 0; node < found.length; node++) if (names.has(model.nodes.id.at(node))) found[node] = 1;
  FOCI.set(focus, found);
  return found;
}

const FOCI = new WeakMap<readonly string[], Uint8Array>();

export function flagged(terms: readonly Term[], names: ReadonlySet<string>): Uint8Array {
  return Uint8Array.from(terms, ({ name }) => Number(names.has(name)));
}
