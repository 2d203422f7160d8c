// Asking the server, by the SPARQL 1.1 Protocol.

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

/** The server said no; `status` is HTTP's, 0 where it can't be reached. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

const ACCEPT = "application/sparql-results+json, text/turtle;q=0.9, text/plain;q=0.1";
const ROWS = /^application\/(sparql-results\+)?json/;

export async function ask(query: string, signal: AbortSignal | null = null): Promise<Reply> {
  const begun = performance.now();
  const answer = await post("/sparql", query, ACCEPT, signal);
  const text = await answer.text();
  const media = answer.headers.get("Content-Type") ?? "";
  const outcome = ROWS.test(media) ? parsed(text) : ({ kind: "text", text, media } as const);
  return { outcome, milliseconds: performance.now() - begun };
}

/** Ask for hints on a query: why it has no match, what is misspelt. An old or busy server gives none. */
export async function notes(query: string): Promise<Note[]> {
  try {
    const answer = await post("/notes", query, "application/json", null);
    const found: unknown = await answer.json();
    return Array.isArray(found) ? (found as Note[]) : [];
  } catch {
    return [];
  }
}

async function post(path: string, query: string, accept: string, signal: AbortSignal | null): Promise<Response> {
  let answer: Response;
  try {
    const headers = { "Content-Type": "application/sparql-query", Accept: accept };
    answer = await fetch(path, { method: "POST", headers, body: query, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal("The server can't be reached. Is kg serve still running?", 0);
  }
  if (!answer.ok) throw new Refusal((await answer.text()).trim() || answer.statusText, answer.status);
  return answer;
}

function parsed(text: string): Outcome {
  const found = JSON.parse(text) as { head: { vars?: string[] }; boolean?: boolean; results?: { bindings: Row[] } };
  if (typeof found.boolean === "boolean") return { kind: "boolean", value: found.boolean };
  return { kind: "rows", variables: found.head.vars ?? [], rows: found.results?.bindings ?? [] };
}

/** Find the place that an error speaks of: "… at 3:14 …", "line 3, column 14", "query:3:14:". */
export function place(message: string): { line: number; column: number } | null {
  const found = /\bline (\d+)[^\d\n]{1,12}(\d+)/i.exec(message) ?? /(?:^|[^\d:-])(\d+):(\d+)(?!\d|[:-]\d)/.exec(message);
  return found === null ? null : { line: Number(found[1]), column: Number(found[2]) };
}
