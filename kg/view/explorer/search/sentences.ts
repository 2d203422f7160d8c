/** Search in what the texts say: passages, folded as labels are, and the names of relations. */

import type { Facts, Model } from "../types";
import { looseLabel } from "../data/folding";
import { lineAt, startsOf } from "./spellings";

const FEWEST_LETTERS = 3; // of what is looked for in sentences
const SLICE_OF_PASSAGES = 300; // folded before the page may do something else

/** Passages and relations of a graph, ready to be searched. */
export class SentenceIndex {
  readonly #facts: Facts | null;
  readonly #lines: string[] = []; // folded, one for each passage
  readonly #relations: readonly string[];
  #text = "";
  #starts: Uint32Array = new Uint32Array(0);

  constructor(model: Model) {
    this.#facts = model.facts;
    this.#relations = model.predicates.map(({ label }) => looseLabel(label));
  }

  /** Do a step; false when all is done. */
  step(): boolean {
    const facts = this.#facts;
    if (!facts || this.#text) return false;
    const end = Math.min(facts.passages.count, this.#lines.length + SLICE_OF_PASSAGES);
    while (this.#lines.length < end) this.#lines.push(looseLabel(facts.passages.exact.at(this.#lines.length)));
    if (end < facts.passages.count) return true;
    this.#text = `\n${this.#lines.join("\n")}\n`;
    this.#starts = startsOf(this.#lines);
    return false;
  }

  /** Passages that have a text anywhere, in their order; each wording once. */
  passages(query: string, limit: number): number[] {
    while (this.step());
    const wanted = looseLabel(query);
    if (wanted.length < FEWEST_LETTERS) return [];
    const found = new Map<string, number>();
    let line = 0;
    for (let at = this.#text.indexOf(wanted); at >= 0 && found.size < limit; at = this.#text.indexOf(wanted, at)) {
      line = lineAt(this.#starts, at, line);
      const words = this.#lines[line]!;
      if (!found.has(words)) found.set(words, line);
      at = this.#starts[line]! + words.length;
    }
    return [...found.values()];
  }

  /** Relations whose name has a text, those that begin with it first. */
  relations(query: string, limit: number): number[] {
    const wanted = looseLabel(query);
    if (wanted.length < FEWEST_LETTERS) return [];
    const found = this.#relations.flatMap((label, at) => (label.includes(wanted) ? [at] : []));
    const late = (at: number): number => Number(!this.#relations[at]!.startsWith(wanted));
    return found.sort((one, other) => late(one) - late(other) || one - other).slice(0, limit);
  }
}

/** Give the part of a sentence around what was looked for, with what it leaves out as an ellipsis. */
export function around(sentence: string, query: string, most: number): string {
  if (sentence.length <= most) return sentence;
  const at = Math.max(0, sentence.toLowerCase().indexOf(query.trim().toLowerCase()));
  const start = Math.max(0, Math.min(at - Math.floor(most / 3), sentence.length - most));
  const from = start && sentence.indexOf(" ", start) + 1;
  const space = sentence.lastIndexOf(" ", from + most);
  const until = from + most >= sentence.length ? sentence.length : space > at ? space : from + most;
  return `${from ? "… " : ""}${sentence.slice(from, until)}${until < sentence.length ? " …" : ""}`;
}
