/**
 * Search by any spelling, as an ARIA combobox: what is chosen is shown in the panel and in the view. With an
 * entity chosen, the same box finds the other end of a path.
 */

import { SearchIndex } from "./data/search";
import type { Found } from "./data/search";
import { button, el, fill } from "./dom";
import { groupSign } from "./signs";
import type { App, Part } from "./types";

const OFFERED_FOUND = 10;

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
    "aria-label": "Search entities by any spelling",
    placeholder: "Search by any spelling",
    enterkeyhint: "search",
  });
  readonly #list = el("ul", { role: "listbox", id: "search-list", hidden: true, "aria-label": "Entities that fit" });
  readonly #none = el("p", { class: "found-none", hidden: true }, "No entity is spelled like that.");
  readonly #path = button("Path to …", () => this.#aim(!this.#aiming), { class: "plain path-to", hidden: true, "aria-pressed": "false" });
  #index: SearchIndex;
  #found: Found[] = [];
  #active = -1;
  #aiming = false;

  constructor(app: App) {
    this.#app = app;
    this.#index = new SearchIndex(app.model);
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
      this.#prepare();
    }
    if (changes.has("entity")) this.#follow();
  }

  /** Make the index in steps while the page has nothing better to do. */
  #prepare(): void {
    const index = this.#index;
    const idle = window.requestIdleCallback?.bind(window) ?? ((task: () => void) => setTimeout(task, 30));
    const step = (): void => {
      if (index === this.#index && index.step()) idle(step);
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
    this.#input.placeholder = aiming && entity !== null ? `Path from ${this.#label(entity)} to …` : "Search by any spelling";
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
      if (this.#found.length) this.#move(this.#active + (event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1));
      event.preventDefault();
    } else if (event.key === "Enter") {
      const chosen = this.#found[Math.max(0, this.#active)];
      if (chosen && !this.#list.hidden) this.#choose(chosen);
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
    this.#found = wanted.trim() ? this.#index.find(wanted, OFFERED_FOUND) : [];
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    fill(this.#list, ...this.#found.map((found, at) => this.#option(found, at)));
    this.#list.hidden = !this.#found.length;
    this.#none.hidden = !wanted.trim() || this.#found.length > 0;
    this.#input.setAttribute("aria-expanded", String(!this.#list.hidden));
    if (!this.#none.hidden) this.#app.say("No entity is spelled like that.");
  }

  #close(): void {
    this.#list.hidden = true;
    this.#none.hidden = true;
    this.#active = -1;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }

  #move(to: number): void {
    this.#active = (to + this.#found.length) % this.#found.length;
    [...this.#list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === this.#active)));
    const item = this.#list.children[this.#active]!;
    this.#input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  #option(found: Found, at: number): HTMLElement {
    const { nodes, types, groups } = this.#app.model;
    const label = nodes.label.at(found.node);
    const type = types[nodes.type[found.node]!]?.label ?? "";
    const other = found.spelling === label ? null : el("small", { class: "spelled", dir: "auto" }, `“${found.spelling}”`);
    const made = el(
      "li",
      { role: "option", id: `found-${at}`, "aria-selected": "false" },
      groupSign(groups[nodes.group[found.node]!]!),
      el("span", { class: "label", dir: "auto" }, label, other && " ", other),
      el("small", {}, type),
    );
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    made.addEventListener("click", () => this.#choose(found));
    return made;
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
