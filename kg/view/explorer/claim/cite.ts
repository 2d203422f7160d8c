// A claim as a citation, as plain text: the sentence, where it stands, what it was read as, and according to whom.

import type { Document, Facts, Model } from "../types";
import { axesOf, capital, chainWords, claimWords, insertionWords, isoDayWords, listed, sentenceOf, voicesOf } from "../words";

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

/** Where a passage stands: title, publisher, day and code points. */
function sourceWords(document: Document, start: number, end: number): string {
  const where = [`“${document.title}”`, document.publisher, isoDayWords(document.issued)].filter(Boolean).join(", ");
  return `${where}, characters ${start}–${end} of ${document.id}`;
}

/** What each kind of saying is called where a passage was read as one. */
const SAYING_NOUNS: Readonly<Record<string, string>> = {
  asserted: "a statement", reported: "a statement", presupposed: "something taken for granted", estimated: "an estimate",
  assessed: "an assessment", predicted: "a prediction", conditional: "a conditional statement", hypothetical: "a supposition",
  counterfactual: "a counterfactual supposition", intended: "an intention", normative: "a call or demand", question: "a question",
};

/** "Read as a prediction (possible): A recaptured B, according to C, as told by D; no time given." */
function readingWords(model: Model, facts: Facts, claim: number): string {
  const { mode, certainty, polarity, rank } = axesOf(model, facts, claim);
  const noun = SAYING_NOUNS[mode] ?? `a claim (${mode})`;
  const notes = [
    rank === "deprecated" ? "set aside by its curators" : "",
    polarity === "negative" ? (mode === "predicted" ? "that it will not happen" : "that it is not so") : "",
    polarity === "unknown" && mode !== "question" ? "left open" : "",
    certainty === "certain" || polarity === "unknown" ? "" : certainty === "unspecified" ? "certainty not stated" : certainty,
  ].filter(Boolean);
  const voices = Array.from(voicesOf(facts, claim), (voice) => model.nodes.label.at(voice)).reverse();
  const kind = `Read as ${noun}${notes.length ? ` (${notes.join("; ")})` : ""}`;
  const source = `according to ${chainWords(voices.length ? voices : ["an unnamed voice"])}${insertionWords(facts, claim)}`;
  return `${kind}: ${sentenceOf(model, claim).join(" ")}, ${source}; ${timeTold(facts, claim)}.`;
}

function timeTold(facts: Facts, claim: number): string {
  return facts.claims.whenWords.at(claim) || "no time given";
}

/** Give a claim's citation: verbatim words are the document's, and no voice is said to have uttered them. */
export function citation(model: Model, facts: Facts, claim: number): string {
  const { claims, passages, documents } = facts;
  const inferred = axesOf(model, facts, claim).mode === "inferred";
  const quotes = new Set(
    [...listed(claims.evidence, claim)].map((passage) => {
      const source = sourceWords(documents[passages.document[passage]!]!, passages.start[passage]!, passages.end[passage]!);
      return `“${passages.exact.at(passage)}” ${source}.`;
    }),
  );
  const concluded = `${capital(claimWords(model, claim))}; ${timeTold(facts, claim)}.`;
  const lines = inferred
    ? [concluded, `Because: ${claims.rationale.at(claim)}`, "It rests on:", ...quotes]
    : [...quotes, readingWords(model, facts, claim)];
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
