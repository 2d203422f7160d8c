/**
 * Words that are one or two typos away: a letter too many, too few, another, or two swapped.
 *
 * Words that begin alike stand side by side, so that what was worked out for a beginning holds for all that
 * have it, and one with too many typos is left behind with all of its words at once: of a hundred thousand
 * words a few thousand beginnings are looked at, whatever is asked for.
 */

/** The distinct words of all lines, those that begin alike side by side, and the lines of each. */
export interface Words {
  /** All of them, one after another, and where each begins. */
  readonly letters: Uint16Array;
  readonly begins: Uint32Array;
  /** How many letters each has in common with the one before it, at most 255. */
  readonly shared: Uint8Array;
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
const PACKED = 6; // letters of a word that are compared at once
const PLACES = 2 ** 23; // more than there are words
const SORTED = 60; // letters by which words are put in order
const MOST_SHARED = 255;

/** The words of lines, taken in one by one. */
export class WordCollector {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #pairs: number[] = []; // word, line, word, line …
  readonly #work = this.#ordering();

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

  /** Do a step of putting the words in order; the last one gives them. */
  collected(): Words | null {
    const { value } = this.#work.next();
    return value ?? null;
  }

  *#ordering(): Generator<null, Words> {
    const order = Uint32Array.from(this.#words.keys());
    sideBySide(this.#words, order, 0);
    yield null;
    const words = Array.from(order, (word) => this.#words[word]!);
    const begins = new Uint32Array(words.length + 1);
    words.forEach((word, at) => (begins[at + 1] = begins[at]! + word.length));
    const letters = new Uint16Array(begins[words.length]!);
    words.forEach((word, at) => spell(word, letters, begins[at]!));
    yield null;
    const shared = Uint8Array.from(words, (word, at) => inCommon(word, words[at - 1] ?? ""));
    yield null;
    return { letters, begins, shared, ...this.#lines(order) };
  }

  #lines(order: Uint32Array): Pick<Words, "starts" | "lines" | "count"> {
    const pairs = this.#pairs;
    const place = new Uint32Array(order.length);
    order.forEach((word, at) => (place[word] = at));
    const starts = new Uint32Array(order.length + 1);
    for (let at = 0; at < pairs.length; at += 2) starts[place[pairs[at]!]! + 1]!++;
    for (let word = 0; word < order.length; word++) starts[word + 1]! += starts[word]!;
    const next = starts.slice();
    const lines = new Uint32Array(pairs.length / 2);
    for (let at = 0; at < pairs.length; at += 2) lines[next[place[pairs[at]!]!]!++] = pairs[at + 1]!;
    return { starts, lines, count: (pairs.at(-1) ?? -1) + 1 };
  }
}

/** Order words so that those that begin alike stand together: numbers sort many times as fast as texts. */
function sideBySide(words: readonly string[], order: Uint32Array, from: number): void {
  const keys = Float64Array.from(order, (word) => packed(words[word]!, from) * PLACES + word).sort();
  keys.forEach((key, at) => (order[at] = key % PLACES));
  if (from + PACKED >= SORTED) return;
  const group = (at: number): number => Math.floor(keys[at]! / PLACES);
  for (let start = 0, end = 0; start < keys.length; start = end) {
    for (end = start + 1; end < keys.length && group(end) === group(start); ) end++;
    if (end - start > 2 && group(start) % 32) sideBySide(words, order.subarray(start, end), from + PACKED);
  }
}

/** Give some letters of a word as a number: five bits of each, which tell apart those of one alphabet. */
function packed(word: string, from: number): number {
  let key = 0;
  for (let at = from; at < from + PACKED; at++) key = key * 32 + (word.charCodeAt(at) & 31); // 0 after the last
  return key;
}

function spell(word: string, into: Uint16Array, from: number): void {
  for (let at = 0; at < word.length; at++) into[from + at] = word.charCodeAt(at);
}

function inCommon(one: string, other: string): number {
  const most = Math.min(one.length, other.length, MOST_SHARED);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** Give lines that have every word of a query in any order, or one like it; the last may be unfinished. */
export function likeWords(index: Words, query: readonly string[], limit: number): Like[] {
  const wanted = query.slice(0, MOST_WORDS);
  return matching(index, wanted, limit, (word, at) => wordsLike(index, word, typosAllowed(word), at === wanted.length - 1));
}

/** Give lines that have every word of a query in any order, each as the beginning of one. */
export function begunWords(index: Words, query: readonly string[], limit: number): Like[] {
  return matching(index, query.slice(0, MOST_WORDS), limit, (word) => wordsLike(index, word, 0, true));
}

function matching(index: Words, query: readonly string[], limit: number, like: (word: string, at: number) => readonly number[]): Like[] {
  const marks = new Uint8Array(index.count); // typos and one more, of a line that has all words so far
  for (const [at, word] of query.entries()) {
    const found = like(word, at);
    if (!found.length) return [];
    mark(index, found, at === 0 ? null : marks.slice(), marks);
  }
  const found: Like[][] = [];
  for (let line = 0; line < marks.length; line++) {
    if (marks[line] === 0) continue;
    const typos = marks[line]! - 1;
    const alike = (found[typos] ??= []);
    if (alike.length < limit) alike.push({ line, typos });
  }
  return found.flat().slice(0, limit);
}

/** Mark the lines that have one of some words and were marked before, with the fewest typos. */
function mark(index: Words, words: readonly number[], before: Uint8Array | null, marks: Uint8Array): void {
  marks.fill(0);
  for (let at = 0; at < words.length; at += 2) {
    const word = words[at]!;
    const typos = words[at + 1]!;
    const end = index.starts[word + 1]!;
    for (let place = index.starts[word]!; place < end; place++) {
      const line = index.lines[place]!;
      const now = before === null ? typos + 1 : before[line]! && before[line]! + typos;
      if (now && (!marks[line] || marks[line]! > now)) marks[line] = now;
    }
  }
}

/** A number with one digit changed is another number, and a short word another word. */
function typosAllowed(word: string): number {
  if (word.length < ONE_TYPO_FROM || /\p{N}/u.test(word)) return 0;
  return word.length >= TWO_TYPOS_FROM ? 2 : 1;
}

/**
 * Give the words with at most so many typos, as word, typos, word, typos …; of an unfinished one it is enough that
 * they begin like it.
 */
export function wordsLike(index: Words, wanted: string, most: number, unfinished: boolean): number[] {
  const { letters, begins, shared } = index;
  const found: number[] = [];
  const typing = new Typing(wanted, most);
  let done = 0; // letters of the last word that were looked at
  for (let word = 0; word < shared.length; ) {
    const begin = begins[word]!;
    const end = Math.min(begins[word + 1]! - begin, typing.deepest);
    let isFar = false;
    for (done = Math.min(done, shared[word]!); done < end && !isFar; ) isFar = typing.next(letters, begin, ++done) > most;
    const typos = unfinished ? typing.nearest[done]! : isFar ? most + 1 : typing.whole(begins[word + 1]! - begin);
    let next = word + 1;
    if (isFar) while (next < shared.length && shared[next]! >= done) next++; // they begin with the same letters
    if (typos > most) word = next;
    else while (word < next) found.push(word++, typos);
  }
  return found;
}

/**
 * The typos between a word that is wanted and the beginnings of another (optimal string alignment): a row for
 * each of its letters, and of each row only what can be few enough.
 */
class Typing {
  /** Letters of another word after which nothing can be like the wanted one. */
  readonly deepest: number;
  /** By letters of the other word: the fewest typos between the wanted one and any of its beginnings so far. */
  readonly nearest: Uint8Array;
  readonly #wanted: Uint16Array;
  readonly #most: number;
  readonly #width: number;
  readonly #rows: Uint8Array;

  constructor(wanted: string, most: number) {
    this.#wanted = new Uint16Array(wanted.length);
    spell(wanted, this.#wanted, 0);
    this.#most = most;
    this.#width = 2 * most + 1;
    this.deepest = wanted.length + most;
    this.#rows = new Uint8Array((this.deepest + 1) * this.#width).fill(most + 1);
    this.nearest = new Uint8Array(this.deepest + 1);
    for (let at = 0; at <= Math.min(most, wanted.length); at++) this.#rows[most + at] = at;
    this.nearest[0] = Math.min(wanted.length, most + 1);
  }

  /** Take the letter at a depth, from 1 on, of the word that begins at a place; give the fewest typos that remain possible. */
  next(letters: Uint16Array, begin: number, depth: number): number {
    const wanted = this.#wanted;
    const rows = this.#rows;
    const width = this.#width;
    const far = this.#most + 1;
    const row = depth * width;
    const letter = letters[begin + depth - 1]!;
    const before = depth > 1 ? letters[begin + depth - 2]! : -1;
    let least = far;
    for (let cell = 0; cell < width; cell++) {
      const at = depth - this.#most + cell; // letters of the wanted word
      let cost = far;
      if (at === 0) cost = Math.min(depth, far);
      else if (at > 0 && at <= wanted.length) {
        const there = wanted[at - 1]!;
        cost = rows[row - width + cell]! + (there === letter ? 0 : 1);
        if (cell + 1 < width && rows[row - width + cell + 1]! < cost) cost = rows[row - width + cell + 1]! + 1;
        if (cell > 0 && rows[row + cell - 1]! < cost) cost = rows[row + cell - 1]! + 1;
        if (there === before && at > 1 && wanted[at - 2] === letter) cost = Math.min(cost, rows[row - 2 * width + cell]! + 1);
        if (cost > far) cost = far;
      }
      rows[row + cell] = cost;
      if (cost < least) least = cost;
    }
    this.nearest[depth] = Math.min(this.nearest[depth - 1]!, this.whole(depth));
    return least;
  }

  /** Typos between the wanted word and so many letters of the other one. */
  whole(depth: number): number {
    const cell = this.#wanted.length - depth + this.#most;
    return cell >= 0 && cell < this.#width ? this.#rows[depth * this.#width + cell]! : this.#most + 1;
  }
}
