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
    if (unfinished ? text.startsWith(wanted) : text === wanted) {
      found.push({ word, typos: 0 });
    } else if (allowed) {
      const typos = typosBetween(wanted, unfinished ? text.slice(0, wanted.length + allowed) : text, allowed);
      const begun = unfinished && typos > 1 ? typosBetween(wanted, text.slice(0, wanted.length), 1) : typos;
      if (Math.min(typos, begun) <= allowed) found.push({ word, typos: Math.min(typos, begun) });
    }
  }
  return found;
}

/** A number with one digit changed is another number, and a short word another word. */
function typosAllowed(word: string): number {
  if (word.length < ONE_TYPO_FROM || /\p{N}/u.test(word)) return 0;
  return word.length >= TWO_TYPOS_FROM ? 2 : 1;
}

/** Number of typos between two words (optimal string alignment), or more than `most`. */
export function typosBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = new Uint8Array(other.length + 1);
  let last = Uint8Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = new Uint8Array(other.length + 1).fill(most + 1);
    if (row <= most) now[0] = row;
    let least = now[0]!;
    const end = Math.min(other.length, row + most);
    for (let at = Math.max(1, row - most); at <= end; at++) {
      const same = one[row - 1] === other[at - 1];
      let cost = Math.min(last[at]! + 1, now[at - 1]! + 1, last[at - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) cost = Math.min(cost, before[at - 2]! + 1);
      now[at] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    before = last;
    last = now;
  }
  return last[other.length]!;
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
