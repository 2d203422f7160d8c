/**
 * Words that are one or two typos away: a letter too many, too few, another, or two swapped.
 *
 * Most words are told apart by the letters that they have at all, which is one operation on 32 bits.
 */

/** The distinct words of all lines, and the lines of each. */
export interface Words {
  readonly words: readonly string[];
  /** Which letters each has, folded into 32 bits. */
  readonly letters: Int32Array;
  readonly starts: Uint32Array;
  readonly lines: Uint32Array;
  /** Number of lines. */
  readonly count: number;
}

export interface Like {
  readonly line: number;
  readonly typos: number;
}

const ONE_TYPO_FROM = 3; // characters of a word; shorter ones must be right
const TWO_TYPOS_FROM = 7;
const MOST_WORDS = 8; // of a query
const ROOM = 128; // letters of a word that are compared; a longer one must be right
const ROWS = [new Uint8Array(ROOM), new Uint8Array(ROOM), new Uint8Array(ROOM)] as [Uint8Array, Uint8Array, Uint8Array];

/** The words of lines, taken in one by one. */
export class WordCollector {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #pairs: number[] = []; // word, line, word, line …

  add(line: string, number: number): void {
    for (const word of line.split(" ")) {
      let known = this.#numbers.get(word);
      if (known === undefined) {
        known = this.#words.push(word) - 1;
        this.#numbers.set(word, known);
      }
      this.#pairs.push(known, number);
    }
  }

  collected(): Words {
    const words = this.#words;
    const pairs = this.#pairs;
    const starts = new Uint32Array(words.length + 1);
    for (let at = 0; at < pairs.length; at += 2) starts[pairs[at]! + 1]!++;
    for (let word = 0; word < words.length; word++) starts[word + 1]! += starts[word]!;
    const next = starts.slice();
    const lines = new Uint32Array(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) lines[next[pairs[at]!]!++] = pairs[at + 1]!;
    return { words, letters: Int32Array.from(words, lettersOf), starts, lines, count: (pairs.at(-1) ?? -1) + 1 };
  }
}

/** Give lines that have every word of a query in any order, or one like it; the last may be unfinished. */
export function likeWords(index: Words, query: readonly string[], limit: number): Like[] {
  const wanted = query.slice(0, MOST_WORDS);
  const marks = new Uint8Array(index.count); // typos and one more, of a line that has all words so far
  for (const [at, word] of wanted.entries()) {
    const like = wordsLike(index, word, at === wanted.length - 1);
    if (!like.length) return [];
    mark(index, like, at === 0 ? null : marks.slice(), marks);
  }
  const found: Like[] = [];
  for (let line = 0; line < marks.length; line++) if (marks[line]) found.push({ line, typos: marks[line]! - 1 });
  return found.sort((a, b) => a.typos - b.typos || a.line - b.line).slice(0, limit);
}

interface LikeWord {
  readonly word: number;
  readonly typos: number;
}

/** Mark the lines that have one of some words and were marked before, with the fewest typos. */
function mark(index: Words, words: readonly LikeWord[], before: Uint8Array | null, marks: Uint8Array): void {
  marks.fill(0);
  for (const { word, typos } of words) {
    for (let place = index.starts[word]!; place < index.starts[word + 1]!; place++) {
      const line = index.lines[place]!;
      const now = before === null ? typos + 1 : before[line]! && before[line]! + typos;
      if (now && (!marks[line] || marks[line]! > now)) marks[line] = now;
    }
  }
}

function wordsLike(index: Words, wanted: string, unfinished: boolean): LikeWord[] {
  const found: LikeWord[] = [];
  const letters = lettersOf(wanted);
  const allowed = typosAllowed(wanted);
  const { words } = index;
  for (let word = 0; word < words.length; word++) {
    // each typo can put in one letter that the word has not
    if (bitsSet(letters & ~index.letters[word]!) > allowed) continue;
    const text = words[word]!;
    if (text.length < wanted.length - allowed) continue;
    const typos = typosBetween(wanted, text, allowed, unfinished);
    if (typos <= allowed) found.push({ word, typos });
  }
  return found;
}

/** A number with one digit changed is another number, and a short word another word. */
function typosAllowed(word: string): number {
  if (word.length < ONE_TYPO_FROM || /\p{N}/u.test(word)) return 0;
  return word.length >= TWO_TYPOS_FROM ? 2 : 1;
}

/**
 * Number of typos between two words (optimal string alignment), or more than `most`; where `one` is
 * unfinished, between it and the nearest beginning of the other.
 */
export function typosBetween(one: string, other: string, most: number, unfinished = false): number {
  const far = most + 1;
  if (other.length < one.length - most || (!unfinished && other.length > one.length + most)) return far;
  let [before, last, now] = ROWS;
  const width = Math.min(other.length, one.length + most, ROOM - 2);
  for (let at = 0; at <= width; at++) last[at] = at;
  if (one.length >= ROOM - most - 2) return one === other ? 0 : far;
  for (let row = 1; row <= one.length; row++) {
    const first = Math.max(1, row - most);
    const end = Math.min(width, row + most);
    now[first - 1] = first === 1 ? row : far;
    let least: number = now[first - 1]!;
    const letter = one.charCodeAt(row - 1);
    for (let at = first; at <= end; at++) {
      const there = other.charCodeAt(at - 1);
      let cost = last[at - 1]! + Number(letter !== there);
      if (at < row + most && last[at]! + 1 < cost) cost = last[at]! + 1;
      if (now[at - 1]! + 1 < cost) cost = now[at - 1]! + 1;
      const swapped = row > 1 && at > 1 && letter === other.charCodeAt(at - 2) && one.charCodeAt(row - 2) === there;
      if (swapped && before[at - 2]! + 1 < cost) cost = before[at - 2]! + 1;
      now[at] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [before, last, now] = [last, now, before];
  }
  if (!unfinished) return Math.min(last[other.length]!, far);
  let nearest = far;
  for (let at = Math.max(0, one.length - most); at <= Math.min(width, one.length + most); at++) nearest = Math.min(nearest, last[at]!);
  return nearest;
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsSet(number: number): number {
  let left = number - ((number >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
