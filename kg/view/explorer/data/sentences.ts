// A text split into sentences by the rules of kg/text.py, so that both find the same ones: code units, half open.

export type UnitSpan = readonly [start: number, end: number];

// Python's white space, which is not JavaScript's
const WHITE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const LINES_OF_TEXT = /[^\r\n\u2028\u2029]+/g;
const SENTENCE_BREAK = new RegExp(`[.?!…]["'”’)\\]]*[${WHITE}]+(?=["'“‘(\\[]*[A-Z0-9\\u00c0-\\u024f\\u0370-\\u1fff])`, "g");
const LAST_WORD = new RegExp(`([^${WHITE}"'“”‘’()\\[\\]]+)$`);
const WHITE_BEFORE = new RegExp(`^[${WHITE}]+`);
const WHITE_AFTER = new RegExp(`[${WHITE}]+$`);
const ABBREVIATED = new Set(
  "mr mrs ms dr prof st gen col lt maj sgt rep sen gov no vs ed etc e.g i.e u.s u.k u.n a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec".split(" "),
);

/** Give the sentences, line by line; white space around them is left out. */
export function sentencesOf(text: string): UnitSpan[] {
  const found: UnitSpan[] = [];
  for (const line of text.matchAll(LINES_OF_TEXT)) {
    let start = line.index;
    for (const match of line[0].matchAll(SENTENCE_BREAK)) {
      const at = line.index + match.index;
      if (abbreviates(text.slice(start, at))) continue;
      putTrimmed(text, start, at + match[0].replace(WHITE_AFTER, "").length, found);
      start = at + match[0].length;
    }
    putTrimmed(text, start, line.index + line[0].length, found);
  }
  return found;
}

function abbreviates(before: string): boolean {
  const word = LAST_WORD.exec(before)?.[0];
  if (word === undefined) return false;
  return ABBREVIATED.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word);
}

function putTrimmed(text: string, start: number, end: number, found: UnitSpan[]): void {
  const piece = text.slice(start, end);
  const left = piece.length - piece.replace(WHITE_BEFORE, "").length;
  if (left < piece.length) found.push([start + left, start + piece.replace(WHITE_AFTER, "").length]);
}

/** Give a look-up from code points, in which passages are counted, to a string's code units. */
export function unitsOf(text: string): (point: number) => number {
  if (!/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text)) return (point) => Math.min(point, text.length);
  const units = new Uint32Array(text.length + 1);
  let points = 0;
  for (let at = 0; at < text.length; points++) {
    units[points] = at;
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  }
  units[points] = text.length;
  const last = points;
  return (point) => units[Math.min(point, last)]!;
}
