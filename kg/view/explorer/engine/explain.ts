/** Why the engine refused a query, in words that help: the place, what is wrong, the line with a caret. */

import { setup } from "../../asking/setup";
import { form, opaque, placeOf } from "./text";

const PLACE = /error at (\d+):(\d+)(?::\s*(.*))?/s;
const WIDTH = 100; // characters of a long line that are shown
const UPDATES = /^\s*(INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|COPY|MOVE|ADD|WITH)\b/i;
const WORDS = "SELECT ASK CONSTRUCT DESCRIBE WHERE FILTER OPTIONAL UNION MINUS VALUES BIND DISTINCT PREFIX LIMIT OFFSET HAVING".split(" ");

interface Finding {
  readonly index: number;
  readonly words: string;
}

/** Turn the engine's message into ours; `head` characters stood before the query on its first line. */
export function explained(message: string, query: string, head: number): string {
  const given = PLACE.exec(message);
  const found = finding(query);
  if (found) return pointed(query, found.index, found.words);
  if (!given) return /service/i.test(message) ? `${message}. This page asks nobody but itself.` : message;
  const line = Number(given[1]);
  const column = Math.max(1, Number(given[2]) - (line === 1 ? head : 0));
  const lines = query.split("\n");
  const after = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + [...(lines[line - 1] ?? "")].slice(0, column - 1).join("").length;
  const index = /\S/.test(query[after] ?? "") ? after : Math.max(0, query.slice(0, after).trimEnd().length - 1); // it tells where it stopped
  return pointed(query, index, reason(given[3] ?? ""));
}

/** Look for the usual mistakes. */
function finding(query: string): Finding | null {
  const text = opaque(query);
  const body = text.replace(/\b(?:PREFIX\s+[\w.-]*:|BASE\b)/gi, (one) => " ".repeat(one.length));
  if (body.trim() === "") return { index: 0, words: "there is no query yet" };
  const update = UPDATES.exec(body);
  if (update) return { index: body.search(/\S/), words: `${update[1]!.toUpperCase()} would change the data: ask with SELECT, ASK, CONSTRUCT or DESCRIBE` };
  const service = /\bSERVICE\b/i.exec(body);
  if (service) return { index: service.index, words: "SERVICE would ask another server: this page asks nobody but itself, and its policy forbids every request" };
  return undeclared(text) ?? unclosed(query, text) ?? misspelt(query, body) ?? unbalanced(text);
}

function undeclared(text: string): Finding | null {
  const known = new Set([...Object.keys(setup.prefixes), ...[...text.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((one) => one[1]!)]);
  for (const one of text.matchAll(/(?<![\w:.?$@-])([A-Za-z][\w-]*):/g)) {
    if (known.has(one[1]!)) continue;
    const names = Object.keys(setup.prefixes).join(", ");
    return { index: one.index, words: `the prefix ${one[1]}: is not declared: write PREFIX ${one[1]}: <…> at the top (known already: ${names})` };
  }
  return null;
}

function unclosed(query: string, text: string): Finding | null {
  const at = text.search(/["']/);
  return at < 0 ? null : { index: at, words: `this ${query[at]} begins a text that does not end on its line: close it, or use three of them for more lines` };
}

function misspelt(query: string, body: string): Finding | null {
  if (form(query) !== null) return null;
  const word = /[A-Za-z]+/.exec(body);
  if (!word) return null;
  const close = WORDS.slice(0, 4).find((one) => near(one, word[0].toUpperCase()));
  return { index: word.index, words: close ? `did you mean ${close}?` : "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE" };
}

/** Whether two words differ by little: the same letters but for two. */
function near(one: string, other: string): boolean {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  let end = 0;
  while (end < Math.min(one.length, other.length) - same && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  return Math.max(one.length, other.length) - same - end <= 2;
}

function unbalanced(text: string): Finding | null {
  const open: { bracket: string; index: number }[] = [];
  const pairs: Readonly<Record<string, string>> = { "}": "{", ")": "(", "]": "[" };
  for (const { 0: bracket, index } of text.matchAll(/[{}()[\]]/g)) {
    if (!(bracket in pairs)) open.push({ bracket, index });
    else if (open.at(-1)?.bracket === pairs[bracket]) open.pop();
    else {
      const last = open.at(-1);
      return last ? { index: last.index, words: `this ${last.bracket} is not closed before a ${bracket} comes` } : { index, words: `this ${bracket} closes nothing` };
    }
  }
  const last = open.at(-1);
  return last ? { index: last.index, words: `this ${last.bracket} is never closed` } : null;
}

/** The engine lists what it would have liked: of use only where it is one of its own sentences. */
function reason(expected: string): string {
  if (/unbound/.test(expected)) return "SELECT names a variable that is neither grouped by nor inside an aggregate such as COUNT";
  if (/IRI parsing/.test(expected)) return "this is no whole IRI: write it from https:// on, or with a prefix";
  return "the query can't be read on from here: a name, a bracket, a dot or a semicolon may be missing or too many";
}

/** Give place and words, the line, and a caret under the place. */
function pointed(query: string, index: number, words: string): string {
  const { line, column } = placeOf(query, index);
  const whole = (query.split("\n")[line - 1] ?? "").replace(/\p{Cc}|\p{Cf}/gu, " ");
  const points = [...whole];
  const first = Math.max(0, Math.min(column - 1 - WIDTH / 2, points.length - WIDTH));
  const cut = (first > 0 ? "…" : "") + points.slice(first, first + WIDTH).join("") + (first + WIDTH < points.length ? "…" : "");
  const caret = " ".repeat(column - 1 - first + (first > 0 ? 1 : 0));
  const gutter = String(line).padStart(5);
  return `${line}:${column}: ${words}\n${gutter} | ${cut}\n${" ".repeat(5)} | ${caret}^`;
}
