/** What the reader chose, what that leaves to be seen, and what the parts of the page ask of each other. */

import type { Model, Policy } from "./types";

export type View = "network" | "map" | "text" | "claims" | "table" | "query";

/**
 * What the reader chose; all of it stands in the address's fragment. Sets hold what is switched OFF
 * (types, predicates …), by the names of the ontology or ids, so that an address outlives a new build.
 */
export interface State {
  readonly view: View;
  /** What the evidence panel shows: an entity's id, an edge `subject predicate object`, or a claim's key. */
  readonly entity: string | null;
  readonly claim: string | null;
  readonly edge: string | null;
  readonly hiddenTypes: ReadonlySet<string>;
  readonly hiddenPredicates: ReadonlySet<string>;
  readonly hiddenDocuments: ReadonlySet<string>;
  readonly hiddenVoices: ReadonlySet<string>;
  readonly hiddenModes: ReadonlySet<string>;
  readonly hiddenCertainties: ReadonlySet<string>;
  readonly policy: Policy;
  /** Only claims with one independent voice behind their (subject, predicate, object). */
  readonly singleVoice: boolean;
  readonly inferred: boolean;
  /** ISO days, both inclusive; null: any time, undated claims too. */
  readonly window: readonly [string, string] | null;
  /** Whether undated claims stay while a window is chosen. */
  readonly undated: boolean;
  readonly size: "degree" | "voices";
  /** Only these entities and what joins them (expanding adds to it); null: all. */
  readonly focus: readonly string[] | null;
  /** Both ends of a path that is asked for. */
  readonly path: readonly [string, string] | null;
  /** Document shown in the text view. */
  readonly document: string | null;
  /** SPARQL text, or a stored question's name with its values. */
  readonly query: string | null;
  /** x, y and zoom of the network's camera; null: everything in sight. */
  readonly camera: readonly [number, number, number] | null;
  /** What the map shows: who held which place, or how much is told of each. */
  readonly mapSubject: "control" | "claims";
  readonly tableKind: "entities" | "claims";
  /** A column of that table, after a minus where it falls; null for the order that the table has at first. */
  readonly tableSort: string | null;
  /** Longitude, latitude and pixels a degree of the map's middle; null: most places in sight. */
  readonly mapCamera: readonly [number, number, number] | null;
}

/** What the filters leave; worked out anew before parts are told of a change. */
export interface Visible {
  /** 1 where a claim passes every filter but the policy (predictions and denials are listed, never drawn). */
  readonly claims: Uint8Array;
  /** 1 where a claim is drawn as an edge. */
  readonly edges: Uint8Array;
  /** 1 where what is drawn only may hold in the chosen window, or has no time; 0 everywhere without a window. */
  readonly maybe: Uint8Array;
  /** 1 where an entity is drawn: an edge that is drawn touches it, or the focus names it. */
  readonly nodes: Uint8Array;
  readonly claimCount: number;
  readonly edgeCount: number;
  readonly maybeCount: number;
  readonly nodeCount: number;
}

/** What changed: members of the state, `visible` where the filters let something else through, `facts` once. */
export type Changes = ReadonlySet<keyof State | "visible" | "facts" | "theme" | "paper">;

/** The one place where state changes. */
export interface App {
  readonly model: Model;
  readonly state: State;
  readonly visible: Visible;
  /** Change the state; `step` makes an entry in the browser's history (default true). */
  set(change: Partial<State>, step?: boolean): void;
  /** Say something to everybody: a status line that screen readers read. */
  say(text: string): void;
  /** Find a node or claim by its id or key; -1 where there is none. */
  node(id: string): number;
  claim(key: string): number;
}

/** A part of the page: makes its element once, then follows the state. */
export interface Part {
  readonly element: HTMLElement;
  update(changes: Changes): void;
  /** Told once its element stands in the page, so that what it draws is in the very next frame. */
  placed?(): void;
}

export type MakePart = (app: App) => Part;
