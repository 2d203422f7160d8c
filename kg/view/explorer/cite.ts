// A claim as a citation, as plain text: the sentence, who says it, where and when it stands, and what it was read as.

import type { Document, Facts, Model } from "./types";
import { capital, claimWords, isoDayWords, listed, voicesOf } from "./words";

/** Full address of a claim. */
export function claimAddress(model: Model, claim: number): string {
  return `${model.prefixes["claim"] ?? "claim:"}${encodeURIComponent(model.facts?.claims.key.at(claim) ?? "")}`;
}

/** Full address of an entity. */
export function entityAddress(model: Model, node: number): string {
  return `${model.prefixes["id"] ?? "id:"}${escapedLocal(model.nodes.id.at(node))}`;
}

/** Escape a local name as the files do. */
export function escapedLocal(name: string): string {
  const whole = name.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
  return encodeURIComponent(whole).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** "Hassan Hassan, relayed by Syria Direct": the innermost voice first, since it is the one that says it. */
export function speakers(model: Model, facts: Facts, claim: number): string {
  const labels = [...voicesOf(facts, claim)].map((voice) => model.nodes.label.at(voice)).reverse();
  const [speaker = "an unnamed voice", ...relays] = labels;
  return relays.length ? `${speaker}, relayed by ${relays.join(", relayed by ")}` : speaker;
}

/** Where a passage stands: title, publisher, day and code points. */
export function sourceWords(document: Document, start: number, end: number): string {
  const where = [`“${document.title}”`, document.publisher, isoDayWords(document.issued)].filter(Boolean).join(", ");
  return `${where}, characters ${start}–${end} of ${document.id}`;
}

/** Give a claim's citation. What no passage says begins with that. */
export function citation(model: Model, facts: Facts, claim: number): string {
  const { claims, passages, documents } = facts;
  const inferred = model.modes[claims.mode[claim]!]!.name === "inferred";
  const quotes = [...listed(claims.evidence, claim)].map((passage) => {
    const source = sourceWords(documents[passages.document[passage]!]!, passages.start[passage]!, passages.end[passage]!);
    const quote = `“${passages.exact.at(passage)}”`;
    return inferred ? `${quote} ${source}.` : `${quote} ${capital(speakers(model, facts, claim))}. ${source}.`;
  });
  const time = claims.whenWords.at(claim);
  const words = `${claimWords(model, claim)}${time ? `; ${time}` : "; no time given"}.`;
  const lines = inferred
    ? [capital(words), `Because: ${claims.rationale.at(claim)}`, "It rests on:", ...quotes]
    : [...quotes, `Read as: ${words}`];
  return [...lines, claimAddress(model, claim)].join("\n");
}

/** Copy a text; true where it worked. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
}

/** The old way, for pages that may not use the clipboard otherwise (a file in some browsers). */
function copiedByHand(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
