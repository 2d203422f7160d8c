/**
 * The form of a label under which any common spelling of it is found, the very same as `kg.text.normalized`:
 * diacritics, case, hyphens, punctuation and a leading article are folded.
 */

const ARTICLES = new Set(["the", "al", "a", "an", "el"]);
const PLAIN = /^[\x20-\x7e]*$/;
const MARKS = /\p{M}/gu;
const COMBINES = new Map<string, boolean>();
// where full case folding is not the lower case of a letter
const FOLDED_CASE: Readonly<Record<string, string>> = { ß: "ss", ς: "σ" };
const UNFOLDED = /[ßς\u13f8-\u13fd\uab70-\uabbf]/g; // Cherokee folds to its capitals
const OLD_CYRILLIC = /[\u1c80-\u1c88]/g; // forms of letters that have the same capitals

/** Fold a label. */
export function normalizedLabel(label: string): string {
  const plain = PLAIN.test(label) ? label.toLowerCase() : foldedCase(withoutMarks(label.normalize("NFKD")));
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim().split(" ");
  let first = 0;
  while (words.length - first > 1 && ARTICLES.has(words[first]!)) first++;
  return first ? words.slice(first).join(" ") : words.join(" ");
}

/**
 * Fold further, for finding alone: the Arabic article and letters that are often written for each other,
 * and the vowels' other spellings are what a reader can't be asked to know.
 */
export function looseLabel(label: string): string {
  const folded = normalizedLabel(label);
  if (!/[\u0600-\u06ff]/.test(folded)) return folded;
  return folded.replaceAll("\u0640", "").replace(/[\u0649\u06cc]/g, "\u064a").replaceAll("\u0629", "\u0647").replaceAll("\u06a9", "\u0643").replace(/(^| )\u0627\u0644(?=[^ ]{2})/g, "$1");
}

function withoutMarks(text: string): string {
  return text.replace(MARKS, (mark) => (combines(mark) ? "" : mark));
}

/** Tell whether a mark has a combining class other than 0: then one of these two orders is not the canonical one. */
function combines(mark: string): boolean {
  let known = COMBINES.get(mark);
  if (known === undefined) {
    const before = `${mark}\u0334`;
    const after = `\u0345${mark}`;
    known = before.normalize("NFD") !== before || after.normalize("NFD") !== after || mark === "\u0334" || mark === "\u0345";
    COMBINES.set(mark, known);
  }
  return known;
}

function foldedCase(text: string): string {
  const modern = text.replace(OLD_CYRILLIC, (letter) => letter.toUpperCase());
  return modern.toLowerCase().replace(UNFOLDED, (letter) => FOLDED_CASE[letter] ?? letter.toUpperCase());
}
