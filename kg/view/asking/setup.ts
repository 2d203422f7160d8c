// What a page says once, before anything is asked: prefixes, the corpus's base, the values of closed lists, who answers.

import type { Reply } from "./answer";

export interface Choice {
  name: string;
  label: string;
  definition: string;
}

export interface Setup {
  base: string;
  prefixes: Readonly<Record<string, string>>;
  inferred: number; // plain edges that only a curator's conclusion stands behind
  choices: Readonly<Record<string, Choice[]>>; // by type of parameter: mode, certainty
}

export interface Calls {
  /** Answer a query of the page's own. */
  ask: (query: string) => Promise<Reply>;
  /** Give the address of what the corpus names so, or null where the page shows no such thing. */
  link: (kind: Kind, local: string) => string | null;
}

export type Kind = "id" | "claim" | "doc" | "evidence" | "ontology";

const SPACES: readonly [Kind, string][] = [["id", "id/"], ["claim", "claim/"], ["doc", "doc/"], ["evidence", "evidence/"], ["ontology", "ontology#"]]; // prettier-ignore
const LOCAL = /^[\w-]+$/;

export let setup: Setup = { base: "", prefixes: {}, inferred: 0, choices: {} };
export let calls: Calls = { ask: () => Promise.reject(new Error("nobody answers yet")), link: () => null };
let spaces: [string, string][] = [];

/** Say what the page is about, and who answers. */
export function begin(given: Setup, through: Calls): void {
  setup = given;
  calls = through;
  spaces = Object.entries(given.prefixes).sort(([, one], [, other]) => other.length - one.length);
}

/** Shorten an IRI to a prefixed name where one can be written without escapes. */
export function short(iri: string): string | null {
  for (const [prefix, space] of spaces) {
    if (iri.startsWith(space) && LOCAL.test(iri.slice(space.length))) return `${prefix}:${iri.slice(space.length)}`;
  }
  return null;
}

/** Spell a prefixed name out; null where the prefix is not the graph's. */
export function long(name: string): string | null {
  const colon = name.indexOf(":");
  const space = setup.prefixes[name.slice(0, colon)];
  return colon < 0 || space === undefined ? null : space + name.slice(colon + 1);
}

/** Tell what kind of thing of the corpus an IRI names, and its local name; null where it is none of the corpus. */
export function own(iri: string): { kind: Kind; local: string } | null {
  const found = SPACES.find(([, space]) => iri.startsWith(setup.base + space));
  return found ? { kind: found[0], local: iri.slice(setup.base.length + found[1].length) } : null;
}

/** Give the address of what an IRI of the corpus names, or null. */
export function page(iri: string): string | null {
  const known = own(iri);
  return known && calls.link(known.kind, known.local);
}
