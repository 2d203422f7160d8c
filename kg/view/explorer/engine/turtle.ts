/** Triples in N-Triples as Turtle: prefixed names, grouped by subject. */

import { setup, short } from "../../asking/setup";

const LINE = /^(<[^>]*>|_:\S+)\s+(<[^>]*>)\s+(.*?)\s*\.$/;
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** Write triples as Turtle, in their own order. */
export function turtle(lines: string): string {
  const subjects = new Map<string, string[]>();
  const used = new Set<string>();
  const name = (term: string): string => {
    const quoted = /^(.*\^\^)<([^>]*)>$/s.exec(term);
    if (quoted) return quoted[1]! + name(`<${quoted[2]!}>`);
    const found = term.startsWith("<") && term.endsWith(">") ? short(term.slice(1, -1)) : null;
    if (found !== null) used.add(found.slice(0, found.indexOf(":")));
    return found ?? term;
  };
  for (const line of lines.split("\n")) {
    const [, subject, predicate, object] = LINE.exec(line) ?? [];
    if (subject === undefined || predicate === undefined || object === undefined) continue;
    const verb = predicate === `<${TYPE}>` ? "a" : name(predicate);
    const held = subjects.get(subject);
    if (held) held.push(`${verb} ${name(object)}`);
    else subjects.set(subject, [`${verb} ${name(object)}`]);
  }
  const blocks = [...subjects].map(([subject, pairs]) => `${name(subject)} ${pairs.join(" ;\n    ")} .\n`);
  const head = [...used].sort().map((prefix) => `@prefix ${prefix}: <${setup.prefixes[prefix]}> .\n`);
  return head.length ? `${head.join("")}\n${blocks.join("")}` : blocks.join("");
}
