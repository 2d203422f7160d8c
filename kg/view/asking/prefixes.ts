// PREFIX lines: which names of the graph a query uses without declaring them.

import { setup } from "./setup";

const DECLARED = /^[ \t]*PREFIX[ \t]+([\w-]*):[ \t]*<[^>\n]*>.*$/gim;
const BASE = /^[ \t]*BASE[ \t]*<[^>\n]*>.*$/gim;
const OPAQUE = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|<[^<>"{}|^`\\\s]*>|#.*/g;
const USED = /(?<![\w:.?$-])([A-Za-z][\w-]*):/g;

export interface Insertion {
  from: number;
  insert: string;
}

/** Give the prefixes of the graph that a query uses and does not declare. */
export function missing(query: string): string[] {
  const declared = new Set([...query.matchAll(DECLARED)].map((found) => found[1]));
  const plain = query.replace(OPAQUE, (text) => " ".repeat(text.length));
  const used = new Set([...plain.matchAll(USED)].map((found) => found[1]!));
  return Object.keys(setup.prefixes).filter((prefix) => used.has(prefix) && !declared.has(prefix));
}

/** Give what to insert, and where, so that these prefixes are declared; null where nothing is missing. */
export function declaration(query: string, prefixes: string[]): Insertion | null {
  if (prefixes.length === 0) return null;
  const lines = prefixes.map((prefix) => `PREFIX ${prefix}: <${setup.prefixes[prefix]}>\n`).join("");
  const from = end(query);
  const text = from > 0 && query[from - 1] !== "\n" ? `\n${lines.slice(0, -1)}` : lines;
  return { from, insert: text };
}

/** Where the prologue ends: behind the last PREFIX or BASE line, else behind the leading comments. */
function end(query: string): number {
  const found = [...query.matchAll(DECLARED), ...query.matchAll(BASE)];
  const last = Math.max(0, ...found.map((one) => one.index + one[0].length));
  const comments = /^(?:[ \t]*#.*(?:\n|$)|[ \t]*\n)*/.exec(query)?.[0].length ?? 0;
  return last === 0 ? comments : query[last] === "\n" ? last + 1 : last;
}
