/**
 * Search by any spelling, as an ARIA combobox: what is chosen is shown in the panel and in the view. Where few
 * entities fit, relations and sentences are searched too. With an entity chosen, the same box finds the other
 * end of a path.
 */

import { LISTS } from "../data/choices";
import { FITS, SearchIndex } from "./spellings";
import type { Found } from "./spellings";
import { SentenceIndex, around } from "./sentences";
import { button, counted, el, fill } from "../dom";
import type { Child } from "../dom";
import { showOnly } from "../filters/list";
import { sidesOf } from "../claim/sides";
import { groupSign } from "../controls/signs";
import type { App, Part } from "../contract";

const OFFERED_FOUND = 10;
const ENTITIES_ENOUGH = 6; // with so many, no sentence is looked for
const OFFERED_SENTENCES = 6;
const OFFERED_RELATIONS = 3;
const SENTENCE_LENGTH = 150; // characters
const PLACEHOLDER = "Search names and sentences";
const NOTHING_FITS = "No entity, relation or sentence is spelled like that.";

/** What may be chosen: its place in the list, and what that does. */
interface Offer {
  readonly element: HTMLElement;
  readonly choose: () => void;
}

/** Make the search. */
export function makeSearch(app: App): Part {
  return new SearchBox(app);
}

class SearchBox implements Part {
  readonly element: HTMLElement;
  readonly #app: App;
  readonly #input = el("input", {
    type: "search",
    id: "search-input",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "search-list",
    "aria-label": "Search entities by any spelling, relations and sentences",
    placeholder: PLACEHOLDER,
    enterkeyhint: "search",
  });
  readonly #list = el("ul", { role: "listbox", id: "search-list", hidden: true, "aria-label": "What fits" });
  readonly #none = el("p", { class: "found-none", hidden: true }, NOTHING_FITS);
  readonly #path = button("Path to …", () => this.#aim(!this.#aiming), { class: "plain path-to", hidden: true, "aria-pressed": "false" });
  #index: SearchIndex;
  #sentences: SentenceIndex;
  #offers: Offer[] = [];
  #active = -1;
  #aiming = false;

  constructor(app: App) {
    this.#app = app;
    this.#index = new SearchIndex(app.model);
    this.#sentences = new SentenceIndex(app.model);
    const offer = el("div", { class: "found" }, this.#list, this.#none);
    this.element = el("div", { class: "search-box", role: "search" }, el("div", { class: "search-field" }, this.#input, el("kbd", { "aria-hidden": "true" }, "/"), offer), this.#path);
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("focus", () => this.#input.value && this.#open());
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    this.#prepare();
    this.#follow();
  }

  update(changes: ReadonlySet<string>): void {
    if (changes.has("facts")) {
      this.#index = new SearchIndex(this.#app.model);
      this.#sentences = new SentenceIndex(this.#app.model);
      this.#prepare();
    }
    if (changes.has("entity")) this.#follow();
  }

  /** Make the index in steps while the page has nothing better to do. */
  #prepare(): void {
    const index = this.#index;
    const idle = window.requestIdleCallback?.bind(window) ?? ((task: () => void) => setTimeout(task, 30));
    const step = (): void => {
      if (index === this.#index && (index.step() || this.#sentences.step())) idle(step);
    };
    idle(step);
  }

  /** From a chosen entity a path may be looked for. */
  #follow(): void {
    const { entity } = this.#app.state;
    this.#path.hidden = entity === null;
    if (entity === null) this.#aim(false);
    else this.#path.title = `Find how ${this.#label(entity)} hangs together with another entity`;
  }

  #aim(aiming: boolean): void {
    this.#aiming = aiming;
    this.#path.setAttribute("aria-pressed", String(aiming));
    const { entity } = this.#app.state;
    this.#input.placeholder = aiming && entity !== null ? `Path from ${this.#label(entity)} to …` : PLACEHOLDER;
    if (aiming) this.#input.focus();
  }

  #label(id: string): string {
    const node = this.#app.node(id);
    return node < 0 ? id : this.#app.model.nodes.label.at(node);
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.#list.hidden) this.#open();
      if (this.#offers.length) this.#move(this.#active + (event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1));
      event.preventDefault();
    } else if (event.key === "Enter") {
      const chosen = this.#offers[Math.max(0, this.#active)];
      if (chosen && !this.#list.hidden) chosen.choose();
      event.preventDefault();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!this.#list.hidden || !this.#none.hidden) this.#close();
      else if (this.#aiming) this.#aim(false);
      else if (this.#input.value) this.#input.value = "";
      else this.#input.blur();
    }
  }

  #open(): void {
    const wanted = this.#input.value;
    const groups = wanted.trim() ? this.#groups(wanted) : [];
    this.#offers = groups.flatMap(([, offers]) => offers);
    this.#offers.forEach(({ element }, at) => (element.id = `found-${at}`));
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    fill(this.#list, ...groups.flatMap(([title, offers]) => groupElements(title, offers)));
    this.#list.hidden = !this.#offers.length;
    this.#none.hidden = !wanted.trim() || this.#offers.length > 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    if (!this.#none.hidden) this.#app.say(NOTHING_FITS);
  }

  #close(): void {
    this.#list.hidden = true;
    this.#none.hidden = true;
    this.#active = -1;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #move(to: number): void {
    this.#active = (to + this.#offers.length) % this.#offers.length;
    this.#offers.forEach(({ element }, at) => element.setAttribute("aria-selected", String(at === this.#active)));
    const item = this.#offers[this.#active]!.element;
    this.#input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  /** What fits, by group: entities first; those that are only spelled alike come last. */
  #groups(wanted: string): [string, Offer[]][] {
    const found = this.#index.find(wanted, OFFERED_FOUND);
    const near = found.filter(({ fit }) => fit >= FITS.oneTypo).map((one) => this.#entity(one));
    const fitting = found.filter(({ fit }) => fit < FITS.oneTypo).map((one) => this.#entity(one));
    const groups: [string, Offer[]][] = [["", fitting]];
    if (fitting.length < ENTITIES_ENOUGH && !this.#aiming) {
      groups.push(["Relations", this.#sentences.relations(wanted, OFFERED_RELATIONS).map((relation) => this.#relation(relation))]);
      groups.push(["Sentences", this.#sentences.passages(wanted, OFFERED_SENTENCES).flatMap((passage) => this.#sentence(passage, wanted))]);
    }
    groups.push(["Similar spelling", near]);
    return groups.filter(([, offers]) => offers.length);
  }

  #offer(choose: () => void, ...children: readonly Child[]): Offer {
    const element = el("li", { role: "option", "aria-selected": "false" }, ...children);
    element.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    element.addEventListener("click", choose);
    return { element, choose };
  }

  /** A relation: choosing it shows no other. */
  #relation(relation: number): Offer {
    const { label, name } = this.#app.model.predicates[relation]!;
    const facet = LISTS.find(({ key }) => key === "hiddenPredicates")!;
    const choose = (): void => {
      this.#input.value = "";
      this.#close();
      showOnly(this.#app, facet, [name]);
    };
    return this.#offer(choose, el("span", { class: "label" }, label), el("small", {}, "show only this relation"));
  }

  /** A passage: choosing it opens the first claim that rests on it. */
  #sentence(passage: number, wanted: string): Offer[] {
    const facts = this.#app.model.facts!;
    const claims = sidesOf(this.#app.model)!.resting(passage);
    if (!claims.length) return [];
    const choose = (): void => {
      this.#input.value = "";
      this.#close();
      this.#app.set({ claim: facts.claims.key.at(claims[0]!), entity: null, edge: null });
    };
    const words = el("q", { class: "label", dir: "auto" }, around(facts.passages.exact.at(passage), wanted, SENTENCE_LENGTH));
    return [this.#offer(choose, words, el("small", {}, counted(claims.length, "claim")))];
  }

  #entity(found: Found): Offer {
    const { nodes, types, groups } = this.#app.model;
    const label = nodes.label.at(found.node);
    const type = types[nodes.type[found.node]!]?.label ?? "";
    const other = found.spelling === label ? null : el("small", { class: "spelled", dir: "auto" }, `“${found.spelling}”`);
    const sign = groupSign(groups[nodes.group[found.node]!]!);
    return this.#offer(() => this.#choose(found), sign, el("span", { class: "label", dir: "auto" }, label, other && " ", other), el("small", {}, type));
  }

  #choose(found: Found): void {
    const id = this.#app.model.nodes.id.at(found.node);
    const from = this.#app.state.entity;
    this.#input.value = "";
    this.#close();
    if (this.#aiming && from !== null && from !== id) {
      this.#aim(false);
      this.#app.set({ path: [from, id], entity: null, claim: null, edge: null });
      return;
    }
    this.#app.set({ entity: id, claim: null, edge: null });
    this.#app.say(`${this.#app.model.nodes.label.at(found.node)} is chosen.`);
  }
}

/** Options as a group with its title, where it has one. */
function groupElements(title: string, offers: readonly Offer[]): HTMLElement[] {
  const elements = offers.map(({ element }) => element);
  if (!title) return elements;
  const heading = el("small", { class: "group-title", "aria-hidden": "true" }, title);
  return [el("li", { role: "group", "aria-label": title }, heading, el("ul", { role: "presentation" }, ...elements))];
}
