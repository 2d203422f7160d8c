// The words beside the pointer: what an entity or a claim is, as text. What is not plainly stated says so first.

import { bracketed } from "../claim/brackets";
import { counted, el, fill } from "../dom";
import type { Child } from "../dom";
import { sentencesOf } from "../data/sentences";
import type { App } from "../contract";
import type { Facts, Model } from "../types";
import { axesOf, capital, isoDayWords, leadOf, listed, sentenceOf, voicedLeadOf, whenOf } from "../words";
import { linkClaims } from "../draw/links";
import type { Links } from "../draw/links";

const LISTED = 12; // claims of a bundle that are named
const LONGEST_QUOTE = 220; // characters
const LONGEST_REASON = 320;
const AWAY = 14; // pixels beside the pointer

export class Tip {
  readonly element = el("div", { class: "network-tip", hidden: true, dir: "auto" });
  private readonly app: App;

  constructor(app: App) {
    this.app = app;
  }

  hide(): void {
    this.element.hidden = true;
    this.element.classList.remove("open");
  }

  node(node: number, x: number, y: number): void {
    const { model } = this.app;
    const { nodes } = model;
    this.show(
      x, y,
      el("strong", { dir: "auto" }, cut(nodes.label.at(node), LONGEST_QUOTE)),
      el("p", { class: "soft" }, capital(model.types[nodes.type[node]!]?.label ?? "")),
      el("p", {}, `${counted(nodes.degree[node]!, "edge")}, ${counted(nodes.voices[node]!, "independent voice")}`),
    );
  }

  link(links: Links, link: number, x: number, y: number): void {
    const claims = linkClaims(links, link);
    if (claims.length === 1) return this.show(x, y, ...claimLines(this.app, claims[0]!));
    this.show(
      x, y,
      el("strong", {}, `${claims.length} claims in one bundle`),
      el("p", { class: "soft" }, "Click to choose one of them."),
      ...this.firstOf(this.inOrder(claims), (claim) => el("p", { class: "row", dir: "auto" }, oneLine(this.app, claim))),
    );
  }

  /** The claims of a bundle as buttons, until one is chosen or something else is clicked. */
  choose(links: Links, link: number, x: number, y: number, take: (claim: number) => void): void {
    const claims = this.inOrder(linkClaims(links, link));
    const rows = Array.from(claims, (claim) => {
      const made = el("button", { type: "button", class: "row", dir: "auto" }, oneLine(this.app, claim));
      made.addEventListener("click", () => take(claim));
      return made;
    });
    this.show(x, y, el("strong", {}, `${claims.length} claims between two entities`), el("div", { class: "rows" }, ...rows));
    this.element.classList.add("open");
    rows[0]?.focus({ preventScroll: true });
  }

  /** Claims by their first day, those without one last. */
  private inOrder(claims: Uint32Array): Uint32Array {
    const facts = this.app.model.facts?.claims;
    return facts === undefined ? claims : claims.slice().sort((one, other) => facts.earliest[one]! - facts.earliest[other]! || one - other);
  }

  private firstOf(claims: Uint32Array, make: (claim: number) => HTMLElement): Child[] {
    const shown: Child[] = Array.from(claims.subarray(0, LISTED), make);
    if (claims.length > LISTED) shown.push(el("p", { class: "soft" }, `and ${claims.length - LISTED} more`));
    return shown;
  }

  private show(x: number, y: number, ...children: Child[]): void {
    const { element } = this;
    element.classList.remove("open");
    fill(element, ...children);
    element.hidden = false;
    const { offsetWidth, offsetHeight } = element;
    const room = element.parentElement!;
    const right = x + AWAY + offsetWidth <= room.clientWidth;
    const below = y + AWAY + offsetHeight <= room.clientHeight;
    element.style.left = `${Math.max(4, right ? x + AWAY : x - AWAY - offsetWidth)}px`;
    element.style.top = `${Math.max(4, below ? y + AWAY : y - AWAY - offsetHeight)}px`;
  }
}

/** A claim in lines: how it is said and by whom, the claim, when, the sentence and its document. */
function claimLines(app: App, claim: number): Child[] {
  const { model } = app;
  const { facts } = model;
  const plain = facts !== null && leadOf(model, facts, claim) === "";
  const lead = facts === null ? leadOf(model, null, claim) : voicedLeadOf(model, facts, claim);
  const [subject, relation, object] = sentenceOf(model, claim).map((words) => cut(words, 90));
  const lines: Child[] = [
    lead !== "" && el("p", { class: plain ? "soft" : "lead", dir: "auto" }, capital(lead)),
    el("p", { dir: "auto" }, el("strong", { dir: "auto" }, subject!), ` ${relation} `, el("strong", { dir: "auto" }, object!)),
  ];
  if (facts === null) return lines;
  const when = whenOf(facts.claims, claim);
  if (when !== null) lines.push(el("p", { class: "soft" }, when.words));
  return [...lines, ...sentenceLines(model, facts, claim)];
}

/** The first passage and its document; of an inference, first why it was made. */
function sentenceLines(model: Model, facts: Facts, claim: number): Child[] {
  const lines: Child[] = [];
  const rationale = facts.claims.rationale.at(claim);
  const [start = 0, end = rationale.length] = sentencesOf(rationale)[0] ?? [];
  if (rationale !== "") lines.push(el("p", { dir: "auto" }, `Why: ${cut(rationale.slice(start, end), LONGEST_REASON)}`));
  const evidence = listed(facts.claims.evidence, claim);
  const [passage] = evidence;
  if (passage === undefined) return lines;
  if (axesOf(model, facts, claim).mode === "inferred") lines.push(el("p", { class: "soft" }, "Rests on:"));
  lines.push(el("blockquote", { dir: "auto" }, ...bracketed(cut(facts.passages.exact.at(passage), LONGEST_QUOTE))));
  const source = facts.documents[facts.passages.document[passage]!];
  const more = evidence.length > 1 ? `, and ${counted(evidence.length - 1, "more passage")}` : "";
  const where = source && [source.title, source.publisher, isoDayWords(source.issued)].filter(Boolean).join(", ");
  if (where) lines.push(el("p", { class: "soft", dir: "auto" }, `${where}${more}`));
  return lines;
}

function oneLine(app: App, claim: number): string {
  const { model } = app;
  const lead = model.facts === null ? leadOf(model, null, claim) : voicedLeadOf(model, model.facts, claim);
  const words = sentenceOf(model, claim).map((part) => cut(part, 60)).join(" ");
  const when = model.facts === null ? "" : (whenOf(model.facts.claims, claim)?.words ?? "");
  return `${lead === "" ? "" : `${capital(lead)}: `}${words}${when === "" ? "" : ` — ${when}`}`;
}

/** Cut a text that would fill the page. */
function cut(text: string, length: number): string {
  const letters = Array.from(text.slice(0, length * 2 + 2));
  return letters.length <= length && text.length <= length * 2 + 2 ? text : `${letters.slice(0, length - 1).join("")}…`;
}
