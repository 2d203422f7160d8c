// A document's text cut where a passage starts or ends, never changed: joined again the pieces are the text.

import { sentencesOf, unitsOf } from "../data/sentences";
import type { UnitSpan } from "../data/sentences";
import type { Sides } from "../claim/sides";
import type { Document } from "../types";

/** A stretch of text within the same passages. */
export interface Piece {
  readonly text: string;
  /** The passages that it is part of, and those that begin with it. */
  readonly passages: readonly number[];
  readonly begins: readonly number[];
  /** What curation made of it: "" where a passage covers it or it is no sentence. */
  readonly state: "" | "open" | "claimless";
  /** Why it is declared to carry no claim. */
  readonly reason: string;
}

/** A line of the text; `gap` where an empty line stands before it. */
export interface TextLine {
  readonly pieces: readonly Piece[];
  readonly gap: boolean;
}

/** Text without a gap: the whole document, or, without its text, passages that touch. */
export interface Run {
  /** Code points before it. */
  readonly start: number;
  readonly text: string;
}

/** What a view of one document shows. */
export interface Cut {
  readonly runs: readonly (readonly TextLine[])[];
  /** Whether something is left out before the first run, between runs, and after the last. */
  readonly begun: boolean;
  readonly ended: boolean;
  /** Sentences without passages; null where the text is not here. */
  readonly open: number | null;
  readonly claimless: number;
}

interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly passage: number;
  readonly state: "" | "open" | "claimless";
  readonly reason: string;
}

/** Cut a document. */
export function cutDocument(sides: Sides, index: number): Cut {
  const document_ = sides.facts.documents[index]!;
  const passages = [...sides.standing(index)];
  const runs = runsOf(sides, document_, passages);
  const last = runs.at(-1);
  const cuts = runs.map((run) => cutRun(sides, run, passages, document_));
  return {
    runs: cuts.map(({ lines }) => lines),
    begun: document_.text !== null || runs[0]?.start === 0,
    ended: document_.text !== null || (last !== undefined && last.start + [...last.text].length >= document_.length),
    open: document_.text === null ? null : cuts.reduce((sum, { open }) => sum + open, 0),
    claimless: document_.text === null ? 0 : cuts.reduce((sum, { claimless }) => sum + claimless, 0),
  };
}

/** The text, or what passages alone give of it: those that touch are one run. */
function runsOf({ facts }: Sides, document_: Document, passages: readonly number[]): Run[] {
  if (document_.text !== null) return [{ start: 0, text: document_.text }];
  const found: { start: number; end: number; text: string }[] = [];
  for (const passage of passages) {
    const [start, end, exact] = [facts.passages.start[passage]!, facts.passages.end[passage]!, facts.passages.exact.at(passage)];
    const last = found.at(-1);
    if (last === undefined || start > last.end) found.push({ start, end, text: exact });
    else if (end > last.end) {
      last.text += [...exact].slice(last.end - start).join("");
      last.end = end;
    }
  }
  return found;
}

function cutRun(sides: Sides, run: Run, passages: readonly number[], document_: Document): { lines: TextLine[]; open: number; claimless: number } {
  const units = unitsOf(run.text);
  const at = (point: number): number => units(Math.max(point - run.start, 0));
  const { start, end } = sides.facts.passages;
  const length = [...run.text].length;
  const here = passages.filter((passage) => start[passage]! >= run.start && start[passage]! < run.start + Math.max(length, 1));
  const spans: TextSpan[] = here.map((passage) => ({ start: at(start[passage]!), end: at(end[passage]!), passage, state: "", reason: "" }));
  const states = document_.text === null ? [] : uncurated(run.text, spans, document_, at);
  const all = [...spans, ...states].sort((one, other) => one.start - other.start);
  const counts = { open: 0, claimless: 0 };
  for (const { state } of states) if (state) counts[state]++;
  return { lines: textLinesOf(sweepText(run.text, all)), ...counts };
}

/** Sentences that no passage touches: declared to carry no claim, or not curated yet. */
function uncurated(text: string, spans: readonly TextSpan[], document_: Document, at: (point: number) => number): TextSpan[] {
  const declared = document_.claimless.map(([start, end, reason]) => ({ start: at(start), end: at(end), reason }));
  const curated = mergedSpans(spans);
  const found: TextSpan[] = [];
  let next = 0;
  for (const [start, end] of sentencesOf(text)) {
    while (next < curated.length && curated[next]![1] <= start) next++;
    if (next < curated.length && curated[next]![0] < end) continue;
    const reasons = declared.filter((one) => one.start < end && start < one.end).map(({ reason }) => reason);
    found.push({ start, end, passage: -1, state: reasons.length ? "claimless" : "open", reason: [...new Set(reasons)].join(", ") });
  }
  return found;
}

function mergedSpans(spans: readonly TextSpan[]): UnitSpan[] {
  const found: [number, number][] = [];
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    const last = found.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

/** Sweep over the text once, holding the spans that are open; line ends stand alone. */
function sweepText(text: string, spans: readonly TextSpan[]): Piece[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of spans) cuts.add(start).add(end);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) cuts.add(at).add(at + 1);
  const places = [...cuts].sort((one, other) => one - other);
  const found: Piece[] = [];
  let [next, held]: [number, TextSpan[]] = [0, []];
  for (let place = 0; place + 1 < places.length; place++) {
    const [start, end] = [places[place]!, places[place + 1]!];
    held = held.filter((span) => span.end > start);
    const begins: number[] = [];
    for (; next < spans.length && spans[next]!.start <= start; next++) {
      if (spans[next]!.end <= start) continue;
      held.push(spans[next]!);
      if (spans[next]!.passage >= 0) begins.push(spans[next]!.passage);
    }
    const state = held.find((span) => span.state !== "");
    const passages = held.filter(({ passage }) => passage >= 0).map(({ passage }) => passage);
    found.push({ text: text.slice(start, end), passages, begins, state: state?.state ?? "", reason: state?.reason ?? "" });
  }
  return found;
}

/** Gather pieces into lines; empty ones become gaps. */
function textLinesOf(pieces: readonly Piece[]): TextLine[] {
  const found: TextLine[] = [];
  let [line, empty]: [Piece[], boolean] = [[], false];
  const finish = (): void => {
    if (line.some(({ text }) => text.trim())) {
      found.push({ pieces: line, gap: empty });
      empty = false;
    } else empty = true;
    line = [];
  };
  for (const piece of pieces) {
    if (piece.text === "\n") finish();
    else line.push(piece);
  }
  if (line.length) finish();
  return found;
}
