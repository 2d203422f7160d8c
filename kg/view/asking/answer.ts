// What a query gives: rows, a yes or no, or triples as text; and what goes wrong, with its place.

export interface Value {
  type: "uri" | "literal" | "bnode" | "triple" | string;
  value: unknown;
  datatype?: string;
  "xml:lang"?: string;
}

export type Row = Record<string, Value | undefined>;

export interface Rows {
  kind: "rows";
  variables: string[];
  rows: Row[];
}
export type Outcome = Rows | { kind: "boolean"; value: boolean } | { kind: "text"; text: string; media: string };

/** What a query gave, and how long it took from asking to having all of it. */
export interface Reply {
  outcome: Outcome;
  milliseconds: number;
}

export interface Note {
  line: number;
  column: number;
  message: string;
  length?: number;
}

/** There is no answer; `status` is HTTP's, 0 where nobody can be reached, 400 where the query itself is wrong. */
export class Refusal extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Read the W3C's JSON form of an answer. */
export function parsed(text: string): Outcome {
  const found = JSON.parse(text) as { head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Row[] } };
  if (typeof found.boolean === "boolean") return { kind: "boolean", value: found.boolean };
  return { kind: "rows", variables: found.head.vars ?? [], rows: found.results?.bindings ?? [] };
}

/** Find the place that an error speaks of: "… at 3:14 …", "line 3, column 14", "query:3:14:". */
export function place(message: string): { line: number; column: number } | null {
  const found = /\bline (\d+)[^\d\n]{1,12}(\d+)/i.exec(message) ?? /(?:^|[^\d:-])(\d+):(\d+)(?!\d|[:-]\d)/.exec(message);
  return found === null ? null : { line: Number(found[1]), column: Number(found[2]) };
}
