/** A query's text, without what it quotes. */

const QUOTED = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/g;

/** Blank out strings, IRIs and comments; every place stays where it is. */
export function opaque(query: string): string {
  return query.replace(QUOTED, (text) => text.replace(/[^\n]/g, " "));
}

export type Form = "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE";

/** Tell what a query asks for; null where its first word begins no query. */
export function form(query: string): Form | null {
  const text = opaque(query).replace(/\bPREFIX\s+[\w.-]*:/gi, " ").replace(/\bBASE\b/gi, " ");
  const word = /^\s*([A-Za-z]+)/.exec(text)?.[1]?.toUpperCase();
  return (["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"] as const).find((one) => one === word) ?? null;
}

/** Give line and column, both from 1 and in characters, of an index. */
export function placeOf(query: string, index: number): { line: number; column: number } {
  const before = query.slice(0, index).split("\n");
  return { line: before.length, column: [...before.at(-1)!].length + 1 };
}
