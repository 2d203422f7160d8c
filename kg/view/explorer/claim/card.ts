// One claim as a reader judges it: what kind of saying it is, its words, the sentence in its place, who says it, when it holds.

import { bracketed, quoted } from "./brackets";
import { citation, claimAddress, copied } from "./cite";
import { button, el } from "../dom";
import type { Child } from "../dom";
import { readPassage } from "./jump";
import { sidesOf } from "./sides";
import type { App } from "../contract";
import type { Facts } from "../types";
import { LITERAL } from "../types";
import {
  axesOf, capital, claimWords, insertionWords, isoDayWords, kindOf, leadOf, listed, marksOf, objectOf, qualifierWords, qualifiersOf, sentenceOf, voicesOf,
  whenOf,
} from "../words";

const COPIED_REST = 1600; // milliseconds that a button says "Copied"

/** How a link between claims is said from either end. */
const LINK_SIDES: Readonly<Record<string, readonly [string, string]>> = {
  contradicts: ["Opposes, and is opposed by", "Opposes, and is opposed by"],
  confirms: ["Confirms", "Confirmed by"],
  refines: ["Says more exactly", "Said more exactly by"],
  condition: ["On the condition that", "Is the condition of"],
  derived_from: ["Concluded from", "An inference rests on it"],
};
/** Links without which a claim would read stronger than it is: they stand right under its words. */
const UNDER_WORDS = new Set(["condition"]);

/** A text of the data: isolated, so that its direction changes nothing around it. */
export function said(text: string, name = ""): HTMLElement {
  return el("span", { dir: "auto", class: name || false }, text);
}

/** An entity's name, as a button to what is known of it. */
export function nameButton(app: App, node: number, name = "link name"): HTMLButtonElement {
  const choose = (): void => app.set({ entity: app.model.nodes.id.at(node), claim: null, edge: null });
  return button(app.model.nodes.label.at(node), choose, { class: name, dir: "auto" });
}

/** A claim in one line, as a button to all of it; what is not plain about it is part of the line. */
export function claimButton(app: App, claim: number): HTMLButtonElement {
  const choose = (): void => app.set({ claim: app.model.facts!.claims.key.at(claim), entity: null, edge: null });
  return button(capital(claimWords(app.model, claim)), choose, { class: "link", dir: "auto" });
}

/** A claim after words that lead to it, as "on the condition that": what is not plain about it stands behind. */
export function clauseButton(app: App, claim: number): HTMLButtonElement {
  const choose = (): void => app.set({ claim: app.model.facts!.claims.key.at(claim), entity: null, edge: null });
  const lead = leadOf(app.model, app.model.facts, claim);
  const words = sentenceOf(app.model, claim).join(" ");
  return button(lead ? `${words} (${lead})` : words, choose, { class: "link", dir: "auto" });
}

/** The marks that stand before a claim's words. */
export function markElements(app: App, facts: Facts, claim: number): HTMLElement[] {
  const inferred = axesOf(app.model, facts, claim).mode === "inferred";
  const { factual } = kindOf(app.model, facts, claim);
  return marksOf(app.model, facts, claim).map(({ text, about, axis }) => {
    const name = `mark ${axis}${inferred && axis === "mode" ? " inferred" : ""}${factual ? " factual" : ""}`;
    return el("span", { class: name, title: about }, text);
  });
}

/** A claim's words with what stands before them; names are buttons. */
export function propositionElement(app: App, facts: Facts, claim: number): HTMLElement {
  const { subject, object, predicate } = app.model.claims;
  const relation = app.model.predicates[predicate[claim]!]!;
  const end = object[claim]! === LITERAL ? said(objectOf(app.model, claim), "literal") : nameButton(app, object[claim]!);
  const marks = markElements(app, facts, claim).flatMap((mark) => [mark, " "]);
  const verb = el("span", { class: "relation", dir: "auto", title: relation.about || false }, relation.label);
  return el("p", { class: "proposition" }, ...marks, nameButton(app, subject[claim]!), " ", verb, " ", end);
}

/** Who says it, outermost first. */
export function voicesElement(app: App, facts: Facts, claim: number): HTMLElement {
  const made = el("span", { class: "voices" });
  voicesOf(facts, claim).forEach((voice, at) => {
    if (at) made.append(el("span", { class: "relay" }, el("span", { "aria-hidden": "true" }, " › "), el("span", { class: "unseen" }, " relays ")));
    made.append(nameButton(app, voice));
  });
  return made;
}

/** A passage with what stands around it; what stands in square brackets is marked, and kept as it is. */
function quoteElement(app: App, facts: Facts, claim: number, passage: number): HTMLElement {
  const { passages, documents } = facts;
  const document_ = documents[passages.document[passage]!]!;
  const [before, after] = contextOf(facts, passage);
  const quote = el("blockquote", { dir: "auto" });
  if (before) quote.append(el("span", { class: "context" }, before));
  quote.append(...bracketed(passages.exact.at(passage)));
  if (after) quote.append(el("span", { class: "context" }, after));
  const read = (): void => readPassage(app, document_.id, facts.claims.key.at(claim), passage);
  const open = button(document_.title, read, { class: "link", dir: "auto", title: "Read it in the text" });
  const rest = [document_.publisher, isoDayWords(document_.issued)].filter(Boolean).join(", ");
  const place = `characters ${passages.start[passage]}–${passages.end[passage]}`;
  return el("figure", {}, quote, el("figcaption", {}, open, " ", el("span", { class: "source" }, said(rest), el("span", { class: "place" }, ` · ${place}`))));
}

/** What stands around a passage, in whole words; an ellipsis where the text goes on. */
function contextOf(facts: Facts, passage: number): readonly [before: string, after: string] {
  const { passages, documents } = facts;
  const document_ = documents[passages.document[passage]!]!;
  const [prefix, suffix] = [passages.prefix.at(passage), passages.suffix.at(passage)];
  const starts = passages.start[passage]! <= [...prefix].length;
  const ends = passages.end[passage]! + [...suffix].length >= document_.length;
  const before = starts ? prefix : `… ${/^\s/.test(prefix) ? prefix.trimStart() : prefix.replace(/^\S+\s*/, "")}`;
  const after = ends ? suffix : `${/\s$/.test(suffix) ? suffix.trimEnd() : suffix.replace(/\s*\S+$/, "")} …`;
  return [before, after];
}

/** The whole card. */
export function claimCard(app: App, facts: Facts, claim: number): HTMLElement {
  const kind = kindOf(app.model, facts, claim);
  const inferred = kind.key === "inferred" || axesOf(app.model, facts, claim).mode === "inferred";
  const links = linkRows(app, claim);
  const quotes = [...listed(facts.claims.evidence, claim)].map((passage) => quoteElement(app, facts, claim, passage));
  const card = el("article", { class: "claim", "data-kind": kind.key, "data-claim": facts.claims.key.at(claim) });
  card.append(propositionElement(app, facts, claim), ...qualifierRows(app, facts, claim), ...links.filter((row) => row.dataset["under"]));
  if (inferred) card.append(...inferenceRows(facts, claim));
  card.append(...quotes, factList(app, facts, claim), ...links.filter((row) => !row.dataset["under"]), toolRow(app, facts, claim));
  return card;
}

function inferenceRows(facts: Facts, claim: number): HTMLElement[] {
  const why = el("p", { class: "why" }, el("b", {}, "No passage says this. "), "A curator concludes it: ", said(facts.claims.rationale.at(claim)));
  return [why, el("p", { class: "rests" }, "The passages that the conclusion rests on:")];
}

function qualifierRows(app: App, facts: Facts, claim: number): HTMLElement[] {
  const found = qualifiersOf(facts.claims, claim);
  if (!found.length) return [];
  const row = el("p", { class: "also" });
  found.forEach((qualifier, at) => {
    const node = qualifier.id ? app.node(qualifier.id) : -1;
    const [label, value] = qualifierWords(qualifier);
    row.append(at ? "; " : "", said(value ? `${label} ` : label));
    if (value) row.append(node >= 0 ? nameButton(app, node) : said(value, "literal"));
  });
  return [row];
}

/** Voices, time, certainty and the curator's note. */
function factList(app: App, facts: Facts, claim: number): HTMLElement {
  const list = el("dl", { class: "facts" });
  const put = (name: string, ...told: Child[]): void => list.append(el("dt", {}, name), el("dd", {}, ...told));
  const { claims } = facts;
  put(axesOf(app.model, facts, claim).mode === "inferred" ? "Concluded by" : "Said by", voicesElement(app, facts, claim), insertionWords(facts, claim));
  const when = whenOf(claims, claim);
  if (when === null) put("When", el("span", { class: "soft" }, "no time given"));
  else {
    const basis = when.basis ? el("small", { class: "basis", dir: "auto" }, when.basis) : null;
    put("When", el("span", { title: `As curated, in EDTF: ${when.edtf}` }, when.words), basis);
  }
  put("Certainty", certaintyWords(app, facts, claim));
  if (claims.note.at(claim)) put("Note", said(claims.note.at(claim)));
  return list;
}

function certaintyWords(app: App, facts: Facts, claim: number): string {
  const { certainty } = axesOf(app.model, facts, claim);
  return certainty === "unspecified" ? "not stated" : app.model.certainties[facts.claims.certainty[claim]!]!.label;
}

/** Contradicting, confirming, conditional and underlying claims, from both ends. */
function linkRows(app: App, claim: number): HTMLElement[] {
  const sides = sidesOf(app.model)!;
  const rows = new Map<string, { under: boolean; claims: Set<number> }>();
  const put = (kind: number, other: number, end: 0 | 1): void => {
    const link = app.model.links[kind]!;
    const words = LINK_SIDES[link.name]?.[end] ?? (end ? `“${link.label}”, said of this one by` : capital(link.label));
    const row = rows.get(words) ?? { under: end === 0 && UNDER_WORDS.has(link.name), claims: new Set() };
    row.claims.add(other);
    rows.set(words, row);
  };
  for (const [kind, other] of sides.leading(claim)) put(kind, other, 0);
  for (const [kind, other] of sides.pointing(claim)) put(kind, other, 1);
  return [...rows].map(([words, { under, claims }]) => {
    const list = el("ul", {}, ...[...claims].map((other) => linkedItem(app, words, other)));
    return el("div", { class: "linked", "data-under": under ? "yes" : false }, el("b", {}, words), list);
  });
}

/** Another claim; where it opposes, with its own sentence, so that both sides can be weighed. */
function linkedItem(app: App, words: string, other: number): HTMLElement {
  if (words === LINK_SIDES["condition"]![0]) return el("li", {}, clauseButton(app, other));
  if (words !== LINK_SIDES["contradicts"]![0]) return el("li", {}, claimButton(app, other));
  const facts = app.model.facts!;
  const { passages, documents } = facts;
  const evidence = [...listed(facts.claims.evidence, other)];
  const sources = new Set(evidence.map((passage) => documents[passages.document[passage]!]!).map(({ title, issued }) => `${title}, ${isoDayWords(issued)}`));
  const inferred = axesOf(app.model, facts, other).mode === "inferred";
  const time = ` · ${whenOf(facts.claims, other)?.words ?? "no time given"} · `;
  return el(
    "li",
    { class: "other-side" },
    claimButton(app, other),
    inferred && el("p", { class: "rests" }, "No passage says it. It rests on:"),
    ...[...new Set(evidence.map((passage) => passages.exact.at(passage)))].map(quoted),
    el("p", { class: "soft" }, voicesElement(app, facts, other), time, said([...sources].join("; "))),
  );
}

function toolRow(app: App, facts: Facts, claim: number): HTMLElement {
  const about = claimWords(app.model, claim);
  const tool = (words: string, name: string, text: () => string): HTMLButtonElement => {
    const made = button(words, () => void copyTool(app, made, name, text()), { class: "tool", "aria-label": `${words}: ${about}` });
    return made;
  };
  const open = button("Only this claim", () => app.set({ claim: facts.claims.key.at(claim), entity: null, edge: null }), {
    class: "tool",
    "aria-label": `Only this claim: ${about}`,
  });
  return el(
    "p",
    { class: "tools" },
    tool("Copy citation", "The citation", () => citation(app.model, facts, claim)),
    tool("Copy IRI", "The claim’s IRI", () => claimAddress(app.model, claim)),
    app.state.claim === facts.claims.key.at(claim) ? null : open,
  );
}

async function copyTool(app: App, tool: HTMLButtonElement, name: string, text: string): Promise<void> {
  const done = await copied(text);
  app.say(done ? `${name} is copied` : `${name} could not be copied`);
  const words = (tool.dataset["words"] ??= tool.textContent);
  tool.textContent = done ? "Copied" : "Not copied";
  setTimeout(() => {
    tool.textContent = words;
  }, COPIED_REST);
}
