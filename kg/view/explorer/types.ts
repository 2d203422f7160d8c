/**
 * What the page holds (`contract.ts` says what its parts ask of each other).
 *
 * Everything is by number: a node, a claim, a document is its index in the columns below, so that a
 * hundred thousand of them are a few typed arrays. Text comes last and only when it is shown.
 */

/** Which claims become plain edges. */
export type Policy = "strict" | "default" | "wide";

/** Texts by index, decoded when asked for. */
export interface Strings {
  readonly length: number;
  at(index: number): string;
}

/** Names, and which index has one. */
export interface Chosen extends Strings {
  /** -1 where none has it. */
  find(name: string): number;
}

/** Lists of numbers by index: those of `i` are `values[starts[i]] … values[starts[i + 1] - 1]`. */
export interface Lists {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
}

/** Entities that a claim names as subject, object, voice or qualifier. */
export interface Nodes {
  readonly count: number;
  /** Where the layout puts them: pixels at zoom 1, within ±5,000, y downwards. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Index into `model.groups`: colour and shape. */
  readonly group: Uint8Array;
  /** Index into `model.types`. */
  readonly type: Uint16Array;
  /** Number of plain edges (policy default) that touch it. */
  readonly degree: Uint32Array;
  /** Number of independent voices behind the claims that name it as subject or object. */
  readonly voices: Uint32Array;
  /** Local names: `Mayadeen` for `id:Mayadeen`. */
  readonly id: Strings;
  readonly label: Strings;
}

/** More on entities: there after the first frame. */
export interface NodeFacts {
  /** Every other spelling, joined by line feeds. */
  readonly aliases: Strings;
  readonly description: Strings;
  /** Degrees (WGS 84), NaN where unknown. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** Places that it lies in, by background knowledge and no text. */
  readonly within: Lists;
  /** Identifiers elsewhere, `scheme:identifier`, joined by line feeds. */
  readonly external: Strings;
}

/** The least policy under which a claim is a plain edge; `NEVER` for predictions, denials and the like. */
export const STRICT = 0;
export const DEFAULT = 1;
export const WIDE = 2;
export const NEVER = 3;

/** `object` where it is a literal. */
export const LITERAL = 0xffffffff;

/** Every claim of the corpus, in its own order. What the first frame needs. */
export interface Claims {
  readonly count: number;
  readonly subject: Uint32Array;
  /** A node, or `LITERAL`. */
  readonly object: Uint32Array;
  /** Index into `model.predicates`. */
  readonly predicate: Uint16Array;
  readonly level: Uint8Array;
  /** Index into `model.lines`: how its edge is drawn. */
  readonly line: Uint8Array;
}

export const NO_DAY = 0x7fffffff;

/** More on claims: there after the first frame. */
export interface ClaimFacts {
  /** Content hash: the local name of the claim's IRI. */
  readonly key: Chosen;
  /** The object's text where it is a literal, else empty. */
  readonly literal: Strings;
  /** Index into `model.modes`, `model.certainties`, `model.polarities`. */
  readonly mode: Uint8Array;
  readonly certainty: Uint8Array;
  readonly polarity: Uint8Array;
  /** EDTF as curated, and the same in words; empty where undated. */
  readonly when: Strings;
  readonly whenWords: Strings;
  /**
   * Days since 1970-01-01, `NO_DAY` where not bounded (or undated: `dated` is 0). It holds within
   * [earliest, latest] at the widest; [surelyFrom, surelyUntil] is what every reading covers, and
   * surelyFrom > surelyUntil where there is no such day.
   */
  readonly dated: Uint8Array;
  readonly earliest: Int32Array;
  readonly latest: Int32Array;
  readonly surelyFrom: Int32Array;
  readonly surelyUntil: Int32Array;
  /** 1: it holds on every day of its time (`throughout`); 0: on at least one (`within`). */
  readonly throughout: Uint8Array;
  readonly timeBasis: Strings;
  /** Index into `model.ranks`: preferred, normal, deprecated. */
  readonly rank: Uint8Array;
  /** Index into `chains`: who says it, outermost first, as nodes. */
  readonly chain: Uint32Array;
  /** Independent voices, as nodes. */
  readonly independent: Lists;
  /** Through whom alone these are heard, as nodes. */
  readonly through: Lists;
  /** Passages, as indexes into `passages`. */
  readonly evidence: Lists;
  /**
   * JSON text `[[label, value label, name, id], …]`, empty where there are none; `name` is the
   * qualifier's in the ontology, `id` that of an entity and empty where the value is a literal.
   */
  readonly qualifiers: Strings;
  readonly rationale: Strings;
  readonly note: Strings;
  /** Links from this claim to others, in its own direction only: `linked` gives claims, `linkKind` (parallel to linked.values) indexes `model.links`. */
  readonly linked: Lists;
  readonly linkKind: Uint8Array;
}

/** Passages of documents; each is stored once. */
export interface Passages {
  readonly count: number;
  readonly document: Uint16Array;
  /** Code points of the document's text; `end` is one past the last. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** The verbatim passage, and up to 32 code points around it. */
  readonly exact: Strings;
  readonly prefix: Strings;
  readonly suffix: Strings;
}

export interface Document {
  readonly id: string;
  readonly title: string;
  /** ISO date. */
  readonly issued: string;
  readonly publisher: string;
  readonly language: string;
  readonly rights: string;
  /** Of the text's bytes, 64 hexadecimal digits: names of passages are made from it. */
  readonly sha256: string;
  /** Code points in all. */
  readonly length: number;
  /** The whole text, or null where the page was built without texts. */
  readonly text: string | null;
  /** Passages that are declared to carry no claim: start, end (code points), and the label of why. */
  readonly claimless: readonly (readonly [number, number, string])[];
}

/** A name of the ontology. */
export interface Term {
  readonly name: string;
  readonly label: string;
  readonly about: string;
}

/** A relation; `control` is what it says of who holds its object (`o:control_role`). */
export interface Relation extends Term {
  readonly control?: "state" | "gain" | "loss";
}

/** A class of entities; `area` where it is of places that a point stands for badly: a governorate, a river. */
export interface EntityType extends Term {
  readonly area?: boolean;
}

/** Where identifiers elsewhere lead: `{id}` in the template, which is empty where nothing does. */
export interface Scheme extends Term {
  readonly template: string;
}

/** What a group of entities looks like. */
export interface Group extends Term {
  readonly colour: string;
  /** dot, square, diamond, triangle, triangleDown, hexagon or star. */
  readonly shape: string;
}

/** What an edge of one kind of saying looks like. */
export interface Line extends Term {
  readonly colour: string;
  readonly width: number;
  readonly dashes: readonly number[];
}

/** The part of the data that comes after the first frame. */
export interface Facts {
  readonly nodes: NodeFacts;
  readonly claims: ClaimFacts;
  readonly passages: Passages;
  /** Chains of voices, outermost first, as nodes. */
  readonly chains: Lists;
  readonly documents: readonly Document[];
}

export interface Model {
  readonly title: string;
  /** What a selection leaves out or adds, and what else the reader is to know; empty where nothing. */
  readonly notice: string;
  /** The policy that the graph was built with, which the page begins with. */
  readonly policy: Policy;
  /** Prefixes of the graph, `id` and `claim` among them. */
  readonly prefixes: Readonly<Record<string, string>>;
  readonly nodes: Nodes;
  readonly claims: Claims;
  readonly types: readonly EntityType[];
  readonly groups: readonly Group[];
  readonly predicates: readonly Relation[];
  readonly lines: readonly Line[];
  readonly modes: readonly Term[];
  readonly certainties: readonly Term[];
  readonly polarities: readonly Term[];
  readonly ranks: readonly Term[];
  /** Schemes of identifiers elsewhere; `name` is what stands before the colon in `external`. */
  readonly schemes: readonly Scheme[];
  /** Kinds of links between claims: contradicts, confirms, condition, derived_from … */
  readonly links: readonly Term[];
  /** Null until the rest is there; then every part is updated with "facts". */
  readonly facts: Facts | null;
}
