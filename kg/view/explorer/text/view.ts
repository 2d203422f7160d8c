// The documents themselves: each passage underlined by what kind of saying rests on it, and leading to its claims.

import { bracketedPieces } from "../claim/brackets";
import { claimButton } from "../claim/card";
import { button, counted, el, fill, numbered } from "../dom";
import { followWanted, takeWanted } from "../claim/jump";
import { sidesOf } from "../claim/sides";
import type { Sides } from "../claim/sides";
import { cutDocument } from "./pieces";
import type { Cut, TextLine, Piece } from "./pieces";
import { TEXT_STYLES, styleOfPassages } from "./styles";
import type { App, MakePart } from "../contract";
import type { Document } from "../types";
import { isoDayWords, listed } from "../words";

const LONG_TEXT = 400; // lines; from here on the browser need not lay out what is far away

export const makeText: MakePart = (app) => {
  const view = el("section", { class: "texts", "aria-label": "Texts" });
  const text = new TextView(app, view);
  return { element: view, update: (changes) => text.update(changes) };
};

class TextView {
  readonly app: App;
  readonly view: HTMLElement;
  #document = -1;
  #isUncuratedShown = false;
  /** The piece whose claims are listed below it. */
  #listed: HTMLElement | null = null;

  constructor(app: App, view: HTMLElement) {
    this.app = app;
    this.view = view;
    view.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#listed === null) return;
      event.stopPropagation();
      this.#close(true);
    });
    this.update(new Set(["facts", "claim"]));
    followWanted(() => this.update(new Set(["claim"])));
  }

  update(changes: ReadonlySet<string>): void {
    const sides = sidesOf(this.app.model);
    if (sides === null) return fill(this.view, el("p", { class: "soft" }, "The texts are still being read."));
    const wanted = this.#wanted(sides, changes);
    if (wanted < 0) return fill(this.view, el("p", { class: "soft" }, "The graph has no documents."));
    const isNew = wanted !== this.#document || changes.has("facts");
    if (isNew) this.#draw(sides, wanted);
    if (isNew || changes.has("visible")) this.#style(sides);
    if (isNew || ["claim", "edge", "entity"].some((key) => changes.has(key))) this.#point(sides, isLeading(changes));
  }

  /** The document to show: where the chosen claim stands, else the chosen one, else the one that is shown. */
  #wanted(sides: Sides, changes: ReadonlySet<string>): number {
    const { documents, passages } = sides.facts;
    const chosen = documents.findIndex(({ id }) => id === this.app.state.document);
    const places = isLeading(changes) ? [...chosenPassages(this.app, sides)] : [];
    const there = places.map((passage) => passages.document[passage]!);
    const now = chosen >= 0 ? chosen : Math.max(this.#document, 0);
    if (there.length && !there.includes(now)) return there[0]!;
    return now < documents.length ? now : -1;
  }

  #draw(sides: Sides, index: number): void {
    this.#document = index;
    this.#listed = null;
    const document_ = sides.facts.documents[index]!;
    const cut = cutDocument(sides, index);
    const column = el("div", { class: "column", lang: /^[A-Za-z0-9-]+$/.test(document_.language) ? document_.language : false });
    const lines = cut.runs.flat().length;
    if (lines > LONG_TEXT) column.classList.add("long");
    cut.runs.forEach((run, at) => {
      if (at || !cut.begun) column.append(el("p", { class: "left-out" }, "[…]"));
      column.append(...run.map((line) => this.#line(sides, line)));
    });
    if (!cut.ended) column.append(el("p", { class: "left-out" }, "[…]"));
    fill(this.view, this.#head(sides, document_, cut), column);
    this.view.classList.toggle("uncurated", this.#isUncuratedShown);
    this.view.parentElement?.scrollTo(0, 0);
  }

  #head(sides: Sides, document_: Document, cut: Cut): HTMLElement {
    const { documents } = sides.facts;
    const choice = el("select", { "aria-label": "Document" });
    documents.forEach(({ title, id }, at) => choice.append(el("option", { value: id, selected: at === this.#document }, title)));
    choice.addEventListener("change", () => this.app.set({ document: choice.value, claim: null, edge: null }));
    const origin = [document_.publisher, isoDayWords(document_.issued), `${numbered(document_.length)} characters`].filter(Boolean).join(" · ");
    const head = el("header", { class: "text-head" });
    if (documents.length > 1) head.append(el("label", { class: "switch" }, el("span", {}, "Document"), choice));
    head.append(el("h2", { dir: "auto" }, document_.title), el("p", { class: "soft", dir: "auto" }, origin));
    if (document_.rights) head.append(el("p", { class: "soft", dir: "auto" }, document_.rights));
    if (document_.text === null) {
      const words = "This page was made without the full texts: here are the passages that carry claims, in order.";
      head.append(el("p", { class: "notice" }, words));
    }
    head.append(styleLegend(), ...this.#uncuratedChoice(cut), el("p", { class: "about-note soft", dir: "auto", hidden: true }));
    return head;
  }

  #uncuratedChoice(cut: Cut): HTMLElement[] {
    if (cut.open === null) return [];
    const box = el("input", { type: "checkbox", checked: this.#isUncuratedShown });
    box.addEventListener("change", () => {
      this.#isUncuratedShown = box.checked;
      this.view.classList.toggle("uncurated", box.checked);
    });
    const rest = cut.claimless ? `; ${numbered(cut.claimless)} declared to carry no claim` : "";
    const words = `Show what is not curated yet: ${counted(cut.open, "sentence")}${rest}`;
    return [el("label", { class: "switch uncurated-switch" }, box, el("span", {}, words))];
  }

  #line(sides: Sides, line: TextLine): HTMLElement {
    const paragraph = el("p", { dir: "auto", class: line.gap ? "gap" : false });
    const words = bracketedPieces(line.pieces.map(({ text }) => text));
    line.pieces.forEach((piece, at) => paragraph.append(this.#piece(sides, piece, words[at]!)));
    return paragraph;
  }

  #piece(sides: Sides, piece: Piece, words: readonly (Node | string)[]): Node {
    if (piece.passages.length) {
      const made = el("span", { class: "piece", "data-passages": piece.passages.join(" ") }, ...words);
      if (piece.begins.length) {
        made.setAttribute("role", "button");
        made.tabIndex = 0;
        if (claimsOfPiece(sides, made).length > 1) made.setAttribute("aria-expanded", "false");
        made.addEventListener("keydown", (event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          this.#open(sides, made);
        });
      }
      made.addEventListener("click", () => {
        if (!getSelection()?.toString()) this.#open(sides, made);
      });
      return made;
    }
    if (!piece.state) return el("span", {}, ...words);
    const about = piece.state === "open" ? "Not curated yet" : `Declared to carry no claim${piece.reason ? `: ${piece.reason}` : ""}`;
    return el("span", { class: piece.state, title: about }, ...words);
  }

  /** Show the claims of a piece: the only one in the evidence panel, several in a list below the line. */
  #open(sides: Sides, piece: HTMLElement): void {
    const claims = claimsOfPiece(sides, piece);
    const [only] = claims;
    if (claims.length === 1) return this.app.set({ claim: sides.facts.claims.key.at(only!), edge: null, entity: null });
    const isOpen = this.#listed === piece;
    this.#close();
    if (isOpen) return;
    this.#listed = piece;
    if (piece.hasAttribute("aria-expanded")) piece.setAttribute("aria-expanded", "true");
    piece.closest("p")!.after(this.#list(claims));
  }

  #list(claims: readonly number[]): HTMLElement {
    const items = claims.map((claim) => el("li", {}, claimButton(this.app, claim)));
    const close = button("×", () => this.#close(true), { class: "close", "aria-label": "Close this list" });
    const words = el("p", {}, `${counted(claims.length, "claim")} rest on this:`);
    return el("aside", { class: "resting", "aria-label": "Claims of this passage" }, close, words, el("ul", {}, ...items));
  }

  #close(isFocusKept = false): void {
    this.view.querySelector(".resting")?.remove();
    if (this.#listed?.hasAttribute("aria-expanded")) this.#listed.setAttribute("aria-expanded", "false");
    if (isFocusKept) this.#listed?.focus();
    this.#listed = null;
  }

  /** Underline each piece by what the claims that pass the filters are. */
  #style(sides: Sides): void {
    const { app } = this;
    for (const piece of this.view.querySelectorAll<HTMLElement>(".column .piece")) {
      const claims = claimsOfPiece(sides, piece);
      const { style, words } = styleOfPassages(app.model, sides.facts, claims, app.visible.claims);
      if (piece.dataset["style"] !== style) piece.dataset["style"] = style;
      if (piece.title !== words) piece.title = words;
    }
  }

  /** Say what the shaded passages are. */
  #tellAbout(passages: number): void {
    const note = this.view.querySelector<HTMLElement>(".about-note");
    if (note === null) return;
    note.hidden = passages === 0;
    const node = this.app.state.entity === null ? -1 : this.app.node(this.app.state.entity);
    if (passages) note.textContent = `Shaded: passages about ${this.app.model.nodes.label.at(node)}`;
  }

  /** Mark the passages of what is chosen, and lead there. */
  #point(sides: Sides, isLead: boolean): void {
    const here = chosenPassages(this.app, sides);
    const about = entityPassages(this.app, sides);
    const wanted = takeWanted();
    let lead: HTMLElement | null = null;
    for (const piece of this.view.querySelectorAll<HTMLElement>(".column .piece")) {
      const passages = passagesOfPiece(piece);
      const isHere = passages.some((passage) => here.has(passage));
      piece.classList.toggle("here", isHere);
      piece.classList.toggle("about", passages.some((passage) => about.has(passage)));
      if (isHere && (lead === null || (passages.includes(wanted) && !passagesOfPiece(lead).includes(wanted)))) lead = piece;
    }
    this.#tellAbout(about.size);
    if (lead !== null && isLead) leadTo(lead);
  }
}

/** Whether the view is to lead to what is chosen. */
function isLeading(changes: ReadonlySet<string>): boolean {
  return ["claim", "edge", "facts"].some((key) => changes.has(key));
}

function styleLegend(): HTMLElement {
  const samples = TEXT_STYLES.map(({ key, label, about }) => el("li", {}, el("span", { class: "piece sample", "data-style": key, title: about }, label)));
  return el("ul", { class: "text-legend", "aria-label": "Underlines" }, ...samples);
}

function passagesOfPiece(piece: HTMLElement): number[] {
  return (piece.dataset["passages"] ?? "").split(" ").filter(Boolean).map(Number);
}

function claimsOfPiece(sides: Sides, piece: HTMLElement): number[] {
  return [...new Set(passagesOfPiece(piece).flatMap((passage) => [...sides.resting(passage)]))];
}

/** Passages of the chosen claim, or of every claim of the chosen edge. */
function chosenPassages(app: App, sides: Sides): Set<number> {
  const { claim, edge } = app.state;
  const evidence = (one: number): number[] => [...listed(sides.facts.claims.evidence, one)];
  if (claim !== null) return new Set(app.claim(claim) < 0 ? [] : evidence(app.claim(claim)));
  const [subject, predicate, object] = (edge ?? "").split(" ");
  const relation = app.model.predicates.findIndex(({ name }) => name === predicate);
  const [from, to] = [app.node(subject ?? ""), app.node(object ?? "")];
  if (from < 0 || to < 0 || relation < 0) return new Set();
  return new Set(sides.alike(from, relation, to).flatMap(evidence));
}

function entityPassages(app: App, sides: Sides): Set<number> {
  const { claim, edge, entity } = app.state;
  const node = entity !== null && claim === null && edge === null ? app.node(entity) : -1;
  return new Set(node < 0 ? [] : [...sides.about(node)].flatMap((one) => [...listed(sides.facts.claims.evidence, one)]));
}

function leadTo(piece: HTMLElement): void {
  if (!piece.isConnected) return void requestAnimationFrame(() => piece.isConnected && leadTo(piece)); // the view is being made
  const { top, bottom } = piece.getBoundingClientRect();
  const frame = piece.closest(".view")?.getBoundingClientRect();
  const isSeen = frame !== undefined && top >= frame.top && bottom <= frame.bottom;
  if (!isSeen) piece.scrollIntoView({ block: "center" });
  const here = piece.closest(".texts")!;
  here.classList.remove("flash");
  void here.clientWidth; // so that the flash begins anew
  here.classList.add("flash");
}
