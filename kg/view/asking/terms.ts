// The graph's names: relations, classes and entities, found by name, label or any spelling.

export interface Term {
  name: string;
  kind: string; // relation, class, entity, property, document …
  label: string;
  definition: string;
  aliases?: string[];
  classes?: string[]; // of an entity, the narrowest first
}

interface Entry {
  term: Term;
  keys: string[]; // folded spellings
}

const COMPARED = 60; // characters of a misspelt name
const NEEDED_PARTS = /[\s_:./-]+/;

/** Fold what readers spell differently: case, accents, hyphens, quotes. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[‘’'`ʿʾ"“”]/g, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(NEEDED_PARTS)
    .join(" ")
    .trim();
}

export class Terms {
  private entries: Entry[] = [];
  private names = new Map<string, Term>();
  private labels = new Map<string, Term | null>(); // null: several entities share the label

  private times: ReadonlyMap<string, string>; // EDTF and what it says, where the page knows

  constructor(list: Iterable<Term>, times: ReadonlyMap<string, string> = new Map()) {
    this.times = times;
    for (const term of list) {
      const local = term.name.slice(term.name.indexOf(":") + 1);
      const keys = [local, term.label, ...(term.aliases ?? [])].map(fold);
      this.entries.push({ term, keys: [...new Set([...keys, keys[0]!.replaceAll(" ", "")])] });
      this.names.set(term.name, term);
      if (term.kind === "entity" || term.kind === "document") {
        const known = this.labels.has(term.label) && this.labels.get(term.label)?.name !== term.name;
        this.labels.set(term.label, known ? null : term);
      }
    }
  }

  named(name: string): Term | undefined {
    return this.names.get(name);
  }

  /** Give the one entity or document with exactly this label. */
  labelled(label: string): Term | undefined {
    return this.labels.get(label) ?? undefined;
  }

  /** Say a time as people do, where it is no plain day and the page knows how. */
  said(edtf: string): string | undefined {
    return this.times.get(edtf);
  }

  /** Give what is called exactly so: by the label where one has it, else by any name or spelling. */
  called(text: string, fits: (term: Term) => boolean): Term[] {
    const wanted = fold(text);
    const found = this.entries.filter(({ term, keys }) => fits(term) && keys.includes(wanted)).map(({ term }) => term);
    const labelled = found.filter((term) => fold(term.label) === wanted);
    return labelled.length === 1 ? labelled : found;
  }

  /** Give the few terms that somebody who misspelt a name may have meant, the closest first. */
  close(text: string, fits: (term: Term) => boolean, limit = 3): Term[] {
    const wanted = fold(text).slice(0, COMPARED);
    const most = Math.floor(wanted.length / 3); // letters that may be wrong
    const found: [number, Term][] = [];
    for (const { term, keys } of this.entries) {
      if (!fits(term)) continue;
      const least = Math.min(...keys.filter((key) => Math.abs(key.length - wanted.length) <= most).map((key) => distance(key, wanted)));
      if (least <= most) found.push([least, term]);
    }
    found.sort(([one, a], [other, b]) => one - other || (a.label < b.label ? -1 : 1));
    return found.slice(0, limit).map(([, term]) => term);
  }

  /** Find terms by the beginning of a name, of a label, of a word in it, then by any part; best first. */
  find(text: string, fits: (term: Term) => boolean = () => true, limit = 50): Term[] {
    const wanted = fold(text);
    const found: [number, Term][] = [];
    for (const { term, keys } of this.entries) {
      if (!fits(term)) continue;
      const rank = Math.min(...keys.map((key) => closeness(key, wanted)));
      if (rank < Infinity) found.push([rank, term]);
    }
    found.sort(([one, a], [other, b]) => one - other || (a.label < b.label ? -1 : 1));
    return found.slice(0, limit).map(([, term]) => term);
  }
}

/** Count the letters to change, add, leave out or swap to get from one word to the other. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = [...Array(other.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let least = Math.min(last[j]! + 1, next[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[other.length]!;
}

function closeness(key: string, wanted: string): number {
  if (wanted === "") return 3;
  if (key === wanted) return 0;
  const at = key.indexOf(wanted);
  if (at < 0) return Infinity;
  return at === 0 ? 1 : key[at - 1] === " " ? 2 : 4;
}
