/** What the query panel and its engine say to each other. */

export interface Begun {
  /** Base64 of the gzipped engine, and of the compressed triples, as the page holds them. */
  readonly wasm: string;
  readonly triples: string;
}

export interface Asked {
  readonly number: number;
  readonly query: string;
  /** Media type, by a name that the engine knows. */
  readonly format: "json" | "nt";
}

export type FromEngine =
  | { readonly kind: "ready"; readonly skipped: number }
  | { readonly kind: "broken"; readonly message: string }
  | { readonly kind: "answer"; readonly number: number; readonly text: string }
  | { readonly kind: "refused"; readonly number: number; readonly dead: boolean; readonly message: string };
