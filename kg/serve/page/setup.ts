// What the server wrote into the page: prefixes, the corpus's base and the values of closed lists.

import { part } from "./dom";

export interface Choice {
  name: string;
  label: string;
  definition: string;
}

export interface Setup {
  base: string;
  prefixes: Record<string, string>;
  inferred: number; // plain edges that only a curator's conclusion stands behind
  choices: Record<string, Choice[]>; // by type of parameter: mode, certainty
}

export const setup = JSON.parse(part("setup").textContent ?? "{}") as Setup;

const SPACES = Object.entries(setup.prefixes).sort(([, one], [, other]) => other.length - one.length);
const LOCAL = /^[\w-]+$/;

/** Shorten an IRI to a prefixed name where one can be written without escapes. */
export function short(iri: string): string | null {
  for (const [prefix, space] of SPACES) {
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

/** Give the page of this server that an IRI of the corpus has, or null. */
export function page(iri: string): string | null {
  const kinds = ["id/", "claim/", "doc/", "evidence/", "ontology#"];
  return kinds.some((kind) => iri.startsWith(setup.base + kind)) ? `/${iri.slice(setup.base.length)}` : null;
}
