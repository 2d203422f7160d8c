// What is no plain edge, in a list of its own: predictions, denials, conditions … each with who says it.

import { quoted } from "../claim/brackets";
import { clauseButton, propositionElement, said, voicesElement } from "../claim/card";
import { button, counted, el, fill } from "../dom";
import { claimsByKind } from "./sections";
import { paged } from "../controls/pager";
import { sidesOf } from "../claim/sides";
import type { App, MakePart } from "../contract";
import type { Facts } from "../types";
import { LITERAL } from "../types";
import { claimWords, insertionWords, kindOf, listed } from "../words";
import type { SayingKind } from "../words";

const ROWS_A_PAGE = 40;
/** What keeps a fact from being drawn: the words are the network page's too. */
const VALUES: SayingKind = { key: "value", title: "Values, not links", about: "Told as fact; the object is a number or a text, which no edge can lead to.", factual: true };
const HELD: SayingKind = { key: "policy", title: "Left out by the policy", about: "Told as fact; the chosen policy draws less.", factual: true };
/** Furthest from fact first; whatever is not named here follows as in other lists. */
const UNDRAWN_ORDER = ["predicted", "supposed", "intended", "denied", "open", "normative", "assessed", "unsure", "uncommitted", "inferred", "aside"];

export const makeClaims: MakePart = (app) => {
  const view = el("section", { class: "undrawn", "aria-label": "Claims that are no plain edges" });
  let stale = true;
  const update = (changes: ReadonlySet<string>): void => {
    stale ||= changes.has("visible") || changes.has("facts");
    if (app.state.view !== "claims") return;
    if (stale) drawUndrawn(app, view);
    stale = false;
    if (changes.has("claim") || changes.has("visible") || changes.has("facts")) pointOut(view, app.state.claim);
  };
  update(new Set());
  return { element: view, update };
};

/** Claims that pass the filters and that no edge shows, those not told as facts first. */
function undrawnClaims(app: App): number[] {
  const { claims, edges } = app.visible;
  const found: number[] = [];
  for (let claim = 0; claim < claims.length; claim++) if (claims[claim] && !edges[claim]) found.push(claim);
  return found;
}

function drawUndrawn(app: App, view: HTMLElement): void {
  const { facts } = app.model;
  if (facts === null) return fill(view, el("p", { class: "soft" }, "The evidence is still being read."));
  const found = undrawnClaims(app);
  const groups = undrawnKinds(app, facts, found);
  const title = el("h2", {}, "What is not drawn as an edge");
  const about = "Predictions, denials, conditions and all else that no plain edge may stand for. The filters apply.";
  const intro = el("p", { class: "soft" }, `${counted(found.length, "claim")} of ${counted(app.visible.claimCount, "claim")} that pass the filters. ${about}`);
  const sections = groups.map(([kind, claims]) => undrawnSection(app, facts, kind, claims));
  const jumps = el("nav", { class: "jumps", "aria-label": "Kinds of claims" });
  groups.forEach(([kind, claims], at) => {
    const jump = button(kind.title, () => jumpTo(sections[at]!), { class: "plain" });
    jump.append(" ", el("span", { class: "count" }, String(claims.length)));
    jumps.append(jump);
  });
  const nothing = found.length ? null : el("p", {}, app.visible.claimCount ? "Every claim that passes the filters is drawn." : "There is no such claim.");
  fill(view, title, intro, groups.length ? jumps : null, nothing, ...sections);
}

/** Sort into kinds; what is told as fact, yet not drawn, by why that is so. */
function undrawnKinds(app: App, facts: Facts, found: readonly number[]): [SayingKind, number[]][] {
  const kinds = claimsByKind(app.model, facts, found);
  const told = kinds.filter(([{ factual }]) => factual).flatMap(([, own]) => own);
  const isValue = (claim: number): boolean => app.model.claims.object[claim] === LITERAL;
  const parts: [SayingKind, number[]][] = [[HELD, told.filter((claim) => !isValue(claim))], [VALUES, told.filter(isValue)]];
  const groups = [...kinds.filter(([{ factual }]) => !factual), ...parts.filter(([, own]) => own.length)];
  return groups.sort(([one], [other]) => undrawnPlace(one) - undrawnPlace(other));
}

function undrawnPlace({ key }: SayingKind): number {
  const at = UNDRAWN_ORDER.indexOf(key);
  return at < 0 ? UNDRAWN_ORDER.length : at;
}

function jumpTo(section: HTMLElement): void {
  section.scrollIntoView({ block: "start" });
  section.querySelector<HTMLElement>("h3")!.focus({ preventScroll: true });
}

function undrawnSection(app: App, facts: Facts, kind: SayingKind, claims: readonly number[]): HTMLElement {
  const heading = el("h3", { tabindex: "-1" }, kind.title, " ", el("span", { class: "count" }, counted(claims.length, "claim")));
  const rows = el("div", { class: "rows" });
  paged(rows, claims, "claim", (claim) => undrawnRow(app, facts, claim), ROWS_A_PAGE);
  return el("section", { class: "kind", "data-kind": kind.key }, heading, el("p", { class: "soft" }, kind.about), rows);
}

/** One claim: what it is, its words, its condition, the sentence, who says it, when. */
function undrawnRow(app: App, facts: Facts, claim: number): HTMLElement {
  const { claims, passages, documents } = facts;
  const row = el("article", { class: "claim", "data-kind": kindOf(app.model, facts, claim).key, "data-claim": claims.key.at(claim) });
  row.append(propositionElement(app, facts, claim), ...conditionRows(app, claim));
  const evidence = [...listed(claims.evidence, claim)];
  const quotes = new Set(evidence.map((passage) => passages.exact.at(passage))); // a text may say the same twice
  for (const quote of quotes) row.append(quoted(quote));
  const time = claims.whenWords.at(claim);
  const titles = [...new Set(evidence.map((passage) => documents[passages.document[passage]!]!.title))];
  const foot = el("p", { class: "foot" }, voicesElement(app, facts, claim), insertionWords(facts, claim), " · ", said(titles.join("; "), "source"));
  foot.append(time ? ` · ${time}` : " · no time given", " · ");
  const choose = (): void => app.set({ claim: claims.key.at(claim), entity: null, edge: null });
  foot.append(button("Evidence", choose, { class: "link", "aria-label": `Evidence: ${claimWords(app.model, claim)}` }));
  row.append(foot);
  return row;
}

function conditionRows(app: App, claim: number): HTMLElement[] {
  const links = sidesOf(app.model)!.leading(claim).filter(([kind]) => app.model.links[kind]!.name === "condition");
  return links.map(([, other]) => el("p", { class: "condition" }, el("b", {}, "On the condition that "), clauseButton(app, other)));
}

function pointOut(view: HTMLElement, key: string | null): void {
  for (const row of view.querySelectorAll<HTMLElement>("[data-claim]")) row.toggleAttribute("data-here", row.dataset["claim"] === key);
}
