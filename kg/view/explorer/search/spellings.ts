/**
 * Search by any spelling: labels, aliases and ids, folded alike.
 *
 * All spellings stand in one string, a line each, so that one scan finds prefixes, words and parts of
 * words; the words stand apart, by length, for one or two typos. The index is made in small steps while
 * the page is idle, or at once when somebody searches before.
 */

import type { Model } from "../types";
import { looseLabel } from "../data/folding";
import { WordCollector, begunWords, likeWords } from "./typos";
import type { Words } from "./typos";

/** How well a spelling fits, best first. */
export const FITS = { whole: 0, start: 1, word: 2, words: 3, part: 4, joined: 5, oneTypo: 6, twoTypos: 7 } as const;

export interface Found {
  readonly node: number;
  /** The spelling that fits, as it is written. */
  readonly spelling: string;
  readonly fit: number;
}

/** A line, and how well it fits. */
interface Fitting {
  readonly line: number;
  readonly fit: number;
}

const NODES = 2 ** 32; // more than there can be
const SLICE = 1000; // spellings folded before the page may do something else
const MOST_HITS = 4000; // places looked at in one scan
const FEWEST_JOINED = 4; // characters, where spaces don't count
const ENOUGH = 4; // with so many found, nobody meant another word

/** All spellings of a graph, ready to be searched. */
export class SearchIndex {
  readonly #model: Model;
  readonly #lines: string[] = []; // folded, each between line feeds once joined
  readonly #collector = new WordCollector();
  readonly #owner: number[] = [];
  readonly #which: number[] = []; // -2 the label, -1 the id, else the alias
  #order: Uint32Array | null = null; // the best connected first, so that a scan may stop early
  #next = 0;
  #text = "";
  #starts: Uint32Array = new Uint32Array(0);
  #joined: string | null = null; // lines of several words, without their spaces
  #joinedStarts: Uint32Array = new Uint32Array(0);
  #joinedLines: readonly number[] = [];
  #words: Words | null = null;

  constructor(model: Model) {
    this.#model = model;
  }

  /** Whether every spelling is in. */
  get ready(): boolean {
    return this.#words !== null;
  }

  /** Do a step; false when all is done. */
  step(): boolean {
    if (this.ready) return false;
    const { nodes, facts } = this.#model;
    this.#order ??= bestConnected(nodes.degree);
    const end = Math.min(nodes.count, this.#next + SLICE);
    const first = this.#next;
    for (; this.#next < end; this.#next++) {
      const node = this.#order[this.#next]!;
      const seen = new Set<string>();
      this.#add(node, -2, nodes.label.at(node), seen);
      if (facts) {
        const aliases = facts.nodes.aliases.at(node);
        if (aliases) aliases.split("\n").forEach((alias, at) => this.#add(node, at, alias, seen));
      }
      this.#add(node, -1, nodes.id.at(node), seen);
    }
    if (this.#next < nodes.count || end > first) return true;
    this.#finish();
    return !this.ready;
  }

  /** Find entities, the best fit first, and among equals the best connected. */
  find(query: string, limit = 12): Found[] {
    while (this.step());
    const wanted = looseLabel(query);
    if (!wanted) return [];
    const best = new Map<number, Fitting>();
    const put = (line: number, fit: number): void => {
      const node = this.#owner[line]!;
      const known = best.get(node);
      if (!known || fit < known.fit) best.set(node, { line, fit });
    };
    this.#scan(`\n${wanted}`, put);
    if (best.size < limit) this.#scan(wanted, put);
    const words = wanted.split(" ");
    if (best.size < limit && words.length > 1) {
      for (const { line } of begunWords(this.#words!, words, MOST_HITS)) put(line, FITS.words);
    }
    if (best.size < limit) this.#scanJoined(words.join(""), words.length > 1, put);
    if (best.size < ENOUGH) {
      for (const { line, typos } of likeWords(this.#words!, words, MOST_HITS)) put(line, typos <= 1 ? FITS.oneTypo : FITS.twoTypos);
    }
    return this.#first(best, limit).map(([node, { line, fit }]) => ({ node, fit, spelling: this.#written(line) }));
  }

  /** The best few, without sorting the rest. */
  #first(best: ReadonlyMap<number, Fitting>, limit: number): [number, Fitting][] {
    const { degree } = this.#model.nodes;
    const first: [number, Fitting][] = [];
    const order = ([one, a]: [number, Fitting], [other, b]: [number, Fitting]): number =>
      a.fit - b.fit || degree[other]! - degree[one]! || this.#lines[a.line]!.length - this.#lines[b.line]!.length || one - other;
    for (const each of best) {
      if (first.length === limit && order(each, first[limit - 1]!) > 0) continue;
      first.push(each);
      first.sort(order).splice(limit);
    }
    return first;
  }

  #add(node: number, which: number, spelling: string, seen: Set<string>): void {
    const folded = looseLabel(spelling);
    if (!folded || seen.has(folded)) return;
    seen.add(folded);
    this.#collector.add(folded, this.#lines.push(folded) - 1);
    this.#owner.push(node);
    this.#which.push(which);
  }

  #finish(): void {
    if (!this.#text) {
      this.#text = `\n${this.#lines.join("\n")}\n`;
      this.#starts = startsOf(this.#lines);
    } else if (this.#joined === null) {
      this.#joinedLines = [...this.#lines.keys()].filter((line) => this.#lines[line]!.includes(" "));
      const joined = this.#joinedLines.map((line) => this.#lines[line]!.replaceAll(" ", ""));
      this.#joined = `\n${joined.join("\n")}\n`;
      this.#joinedStarts = startsOf(joined);
    } else {
      this.#words = this.#collector.collected();
    }
  }

  /** The spelling as it is written, not as it is folded. */
  #written(line: number): string {
    const node = this.#owner[line]!;
    const which = this.#which[line]!;
    if (which === -2) return this.#model.nodes.label.at(node);
    if (which === -1) return this.#model.nodes.id.at(node);
    return this.#model.facts?.nodes.aliases.at(node).split("\n")[which] ?? "";
  }

  #scan(wanted: string, put: (line: number, fit: number) => void): void {
    const begins = wanted.startsWith("\n");
    let at = this.#text.indexOf(wanted);
    let line = 0;
    for (let hits = 0; at >= 0 && hits < MOST_HITS; hits++) {
      const start = begins ? at + 1 : at;
      line = lineAt(this.#starts, start, line);
      const ended = this.#text[at + wanted.length] === "\n";
      const before = this.#text[start - 1];
      put(line, before === "\n" ? (ended ? FITS.whole : FITS.start) : before === " " ? FITS.word : FITS.part);
      at = this.#text.indexOf(wanted, at + 1);
    }
  }

  /** What is spelt alike but for its spaces; what has no spaces was found already, unless the query has some. */
  #scanJoined(wanted: string, spaced: boolean, put: (line: number, fit: number) => void): void {
    if (wanted.length < FEWEST_JOINED) return;
    if (spaced) this.#scan(wanted, (line) => put(line, FITS.joined));
    const joined = this.#joined!;
    let at = joined.indexOf(wanted);
    let line = 0;
    for (let hits = 0; at >= 0 && hits < MOST_HITS; hits++) {
      line = lineAt(this.#joinedStarts, at, line);
      put(this.#joinedLines[line]!, FITS.joined);
      at = joined.indexOf(wanted, at + 1);
    }
  }
}

/** Nodes by falling degree, then by number: numbers alone sort fastest. */
function bestConnected(degree: Uint32Array): Uint32Array {
  const keys = Float64Array.from(degree, (lines, node) => node - lines * NODES).sort();
  return Uint32Array.from(keys, (key) => key - Math.floor(key / NODES) * NODES);
}

export function startsOf(lines: readonly string[]): Uint32Array {
  const starts = new Uint32Array(lines.length);
  let at = 1;
  lines.forEach((line, index) => {
    starts[index] = at;
    at += line.length + 1;
  });
  return starts;
}

/** Give the line in which a place lies; it is `from` or after it. */
export function lineAt(starts: Uint32Array, place: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
