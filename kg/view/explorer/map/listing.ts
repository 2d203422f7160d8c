// The map in words: every place with what is told of it, also those that have no position.

import { bracketed } from "../claim/brackets";
import { button, counted, el, fill, numbered } from "../dom";
import type { Child } from "../dom";
import type { App } from "../contract";
import type { Facts } from "../types";
import { axesOf, isoDayWords, listed, voicesOf } from "../words";
import { inOrder } from "./control";
import type { Control, Word } from "./control";
import { isPositioned, shareWords } from "./places";
import type { Slots, Spot } from "./places";
import { afterAllWords, limitWords, relationsWords, standingWords, wordWords } from "./told";

const MOST_LISTED_PLACES = 60; // of each kind

export type Subject = "control" | "claims";

/** What the list shows. */
export interface Listing {
  readonly subject: Subject;
  readonly control: Control;
  readonly day: number;
  /** The newest document's, where the day is after it: nothing is told of it. */
  readonly ended: number | null;
  readonly slots: Slots;
}

/** Fill the list: what is told best comes first. */
export function fillListing(place: HTMLElement, app: App, facts: Facts, spots: readonly Spot[], listing: Listing): void {
  const control = listing.subject === "control";
  const ranks = Float64Array.from(spots, (spot) => (control ? standingRank(spot) * 1e9 : 0) + spot.claims);
  const order = Uint32Array.from(spots.keys()).sort((one, other) => ranks[other]! - ranks[one]! || one - other);
  const [known, unknown]: [Spot[], Spot[]] = [[], []];
  for (const at of order) (isPositioned(spots[at]!) ? known : unknown).push(spots[at]!);
  fill(place, ...section(app, facts, "On the map", known, listing), ...section(app, facts, "Without a known position", unknown, listing));
}

function standingRank({ standing }: Spot): number {
  if (!standing) return 0;
  return standing.certain.length ? 3 : standing.possible.length ? 2 : standing.lost ? 1 : 0;
}

/** Fill the card of the place that is chosen; empty where none is. */
export function fillCard(place: HTMLElement, app: App, facts: Facts, spot: Spot | undefined, listing: Listing): void {
  place.hidden = !spot;
  fill(place, spot ? el("ul", { class: "map-card" }, placeItem(app, facts, spot, listing, true)) : null);
}

function section(app: App, facts: Facts, title: string, spots: readonly Spot[], listing: Listing): Child[] {
  if (!spots.length) return [];
  const more = spots.length - MOST_LISTED_PLACES;
  return [
    el("h2", {}, `${title} `, el("span", { class: "soft number" }, numbered(spots.length))),
    el("ul", { class: "map-places" }, ...spots.slice(0, MOST_LISTED_PLACES).map((spot) => placeItem(app, facts, spot, listing))),
    more > 0 && el("p", { class: "soft" }, `and ${counted(more, "more place")}; the search finds them`),
  ];
}

function placeItem(app: App, facts: Facts, spot: Spot, listing: Listing, chosen = false): HTMLElement {
  const id = app.model.nodes.id.at(spot.node);
  const name = button(spot.label, () => app.set({ entity: id, claim: null, edge: null }), { class: "link", "data-place": id, dir: "auto" });
  const count = el("span", { class: "soft number" }, counted(spot.claims, "claim"));
  const item = el("li", { "data-of": id }, el("div", { class: "map-place" }, name, count));
  if (listing.subject === "control") item.append(...controlItems(app, facts, spot, listing, chosen));
  else if (spot.shares.length) item.append(el("p", { class: "soft" }, shareWords(spot.shares, listing.slots)));
  return item;
}

function controlItems(app: App, facts: Facts, spot: Spot, { control, day, ended }: Listing, chosen: boolean): HTMLElement[] {
  const { words, told } = control.on(spot.node, day);
  const answers = words.filter(({ grade }) => grade !== "context");
  const context = [...words.filter(({ grade }) => grade === "context"), ...control.besides(spot.node)].sort(inOrder);
  if (ended !== null) {
    return [el("p", { class: "map-standing unknown" }, `not told: ${afterAllWords(ended)}`), ...moreWords(app, facts, [...answers, ...context], "told before it, no answer for this day", false)];
  }
  const standing = spot.standing ? standingWords(app.model, spot.standing) + limitWords(facts, answers) : "not told";
  const head = el("p", { class: `map-standing ${answers[0]?.grade ?? "unknown"}` }, answers.length || told ? standing : "not told: that means unknown, not nobody");
  return [head, ...(answers.length ? [wordList(app, facts, answers)] : []), ...moreWords(app, facts, context, "more to read beside it, no answer for this day", chosen)];
}

/** What is no answer, named; made when it is asked for. */
function moreWords(app: App, facts: Facts, words: readonly Word[], title: string, open: boolean): HTMLElement[] {
  if (!words.length) return [];
  const made = el("details", { open }, el("summary", {}, `${numbered(words.length)} ${title}: ${relationsWords(app.model, facts, words)}`));
  if (open) made.append(wordList(app, facts, words));
  else made.addEventListener("toggle", () => made.append(wordList(app, facts, words)), { once: true });
  return [made];
}

function wordList(app: App, facts: Facts, words: readonly Word[]): HTMLElement {
  return el(
    "ul",
    { class: "map-words" },
    ...words.map((word) => {
      const key = facts.claims.key.at(word.claim);
      const open = button(wordWords(app.model, facts, word), () => app.set({ claim: key, entity: null, edge: null }), { class: "link", dir: "auto" });
      return el("li", { class: word.grade, "data-claim": key, "data-grade": word.grade }, open, ...quotes(app, facts, word.claim));
    }),
  );
}

/** The sentences that a claim rests on, an editor's insertions marked, each with who says it and where. */
function quotes(app: App, facts: Facts, claim: number): HTMLElement[] {
  const { passages, documents } = facts;
  const inferred = axesOf(app.model, facts, claim).mode === "inferred"; // whose voice is no passage's
  const voices = inferred ? "a passage that the inference rests on" : [...voicesOf(facts, claim)].map((voice) => app.model.nodes.label.at(voice)).join(" › ");
  return [...listed(facts.claims.evidence, claim)].map((passage) => {
    const { publisher, title, issued } = documents[passages.document[passage]!]!;
    const source = [voices, `${publisher || title}, ${isoDayWords(issued)}`].filter(Boolean).join(" · ");
    return el("div", { class: "map-quote" }, el("q", { dir: "auto" }, ...bracketed(passages.exact.at(passage))), " ", el("small", { dir: "auto" }, source));
  });
}

/** Mark the line of the place that is pointed at on the map. */
export function pointedAt(list: HTMLElement, id: string | null): void {
  for (const item of list.querySelectorAll("[data-of]")) item.classList.toggle("pointed", item.getAttribute("data-of") === id);
}

/** Tell which place's line is pointed at, or has the focus. */
export function followList(list: HTMLElement, tell: (id: string | null) => void): void {
  const told = ({ target, type }: Event): void => {
    const item = type === "pointerleave" || type === "focusout" || !(target instanceof Element) ? null : target.closest("[data-of]");
    pointedAt(list, item?.getAttribute("data-of") ?? null);
    tell(item?.getAttribute("data-of") ?? null);
  };
  for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) list.addEventListener(type, told);
}
