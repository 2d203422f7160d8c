// Claims by kind of saying, then by relation: facts first, a section opened only as far as a reader can take in at once.

import { claimCard } from "../claim/card";
import { counted, el, fill } from "../dom";
import { CLAIMS_A_PAGE, paged } from "../controls/pager";
import type { App } from "../contract";
import type { Facts, Model } from "../types";
import { SAYING_KINDS, kindOf } from "../words";
import type { SayingKind } from "../words";

/** Sort claims into kinds, in the order of `SAYING_KINDS`; those without claims are left out. */
export function claimsByKind(model: Model, facts: Facts, claims: readonly number[]): [SayingKind, number[]][] {
  const found = new Map<SayingKind, number[]>(SAYING_KINDS.map((kind) => [kind, []]));
  for (const claim of claims) found.get(kindOf(model, facts, claim))!.push(claim);
  return [...found].filter(([, own]) => own.length);
}

/** Put claims of one relation together, the most frequent relation first; else in the corpus's order. */
function claimsByRelation(model: Model, claims: readonly number[]): number[] {
  const { predicate } = model.claims;
  const numbers = new Map<number, number>();
  for (const claim of claims) numbers.set(predicate[claim]!, (numbers.get(predicate[claim]!) ?? 0) + 1);
  const label = (claim: number): string => model.predicates[predicate[claim]!]!.label;
  return [...claims].sort((one, other) => {
    const more = numbers.get(predicate[other]!)! - numbers.get(predicate[one]!)!;
    return more || (label(one) < label(other) ? -1 : label(one) > label(other) ? 1 : one - other);
  });
}

/** Sections of claims; the first are open, as long as they make one page. */
export function claimSections(app: App, facts: Facts, claims: readonly number[], opened: boolean): HTMLElement[] {
  let room = opened ? CLAIMS_A_PAGE : 0;
  return claimsByKind(app.model, facts, claims).map(([kind, own]) => {
    const section = kindSection(app, facts, kind, own, room > 0);
    room -= own.length;
    return section;
  });
}

function kindSection(app: App, facts: Facts, kind: SayingKind, claims: readonly number[], open: boolean): HTMLDetailsElement {
  const title = el("span", { class: "title" }, kind.title);
  const summary = el("summary", {}, title, " ", el("span", { class: "count" }, counted(claims.length, "claim")));
  const body = el("div", { class: "kind-body" });
  const section = el("details", { class: "kind", "data-kind": kind.key, open }, summary, body);
  const draw = (): void => void (section.open && !body.hasChildNodes() && drawClaims(app, facts, kind, claims, body));
  section.addEventListener("toggle", draw);
  draw(); // not when the browser tells of it, a frame later
  return section;
}

function drawClaims(app: App, facts: Facts, kind: SayingKind, claims: readonly number[], body: HTMLElement): void {
  const { predicate } = app.model.claims;
  const sorted = claimsByRelation(app.model, claims);
  fill(body, el("p", { class: "soft" }, kind.about));
  const firsts = new Set(sorted.filter((claim, at) => at === 0 || predicate[sorted[at - 1]!] !== predicate[claim]));
  const several = firsts.size > 1;
  paged(body, sorted, "claim", (claim) => {
    const relation = app.model.predicates[predicate[claim]!]!;
    const heading = several && firsts.has(claim) ? el("h4", { title: relation.about || false, dir: "auto" }, relation.label) : null;
    return el("div", { class: "entry" }, heading, claimCard(app, facts, claim));
  });
}
