// Asking the server, by the SPARQL 1.1 Protocol.

import { type Note, parsed, Refusal, type Reply } from "../../view/asking/answer";
import type { Question } from "../../view/asking/questions";
import { type Term, Terms } from "../../view/asking/terms";

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

/** Read the graph's names. */
export async function loadTerms(): Promise<Terms> {
  return new Terms((await list("/terms.json")) as Term[]);
}

/** Read the stored questions. */
export async function loadQuestions(): Promise<Question[]> {
  return (await list("/questions.json")) as Question[];
}

async function list(path: string): Promise<unknown[]> {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  return answer.ok ? ((await answer.json()) as unknown[]) : [];
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
