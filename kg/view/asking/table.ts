// Rows as a table that can be sorted, filtered and taken along.

import { badges, marks, PARTS } from "./badges";
import { cell, type Kind, kind, text } from "./cell";
import { button, counted, el } from "../explorer/dom";
import type { Row, Rows, Value } from "./answer";
import { fold, type Terms } from "./terms";

const STEP = 200; // rows drawn at once
const SAMPLE = 50; // rows that decide how a column is set
const PHONE = matchMedia("(max-width: 760px)");
const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

type Order = { column: string; down: boolean } | null;

export class Table {
  readonly element: HTMLElement;
  private readonly kinds: Map<string, Kind>;
  private readonly merged: string[]; // mode, certainty and polarity stand with the claim, which stays in sight
  private readonly texts = new Map<Row, string>();
  private readonly bodies = el("tbody");
  private readonly more = el("p", { class: "more" });
  private readonly heads: Map<string, HTMLElement>;
  private kept: Row[];
  private order: Order = null;
  private wanted = "";
  private drawn = 0;
  private fitted = 0; // the width for which rows or cards were chosen

  constructor(
    private readonly all: Rows,
    private readonly terms: Terms | null,
    private readonly say: (words: string) => void,
  ) {
    this.kept = all.rows;
    this.kinds = new Map(all.variables.map((name) => [name, kind(name, values(all, name))]));
    const claims = [...this.kinds].filter(([, one]) => one === "claim");
    this.merged = claims.length === 1 ? PARTS.filter((name) => all.variables.includes(name)) : [];
    const columns = all.variables.filter((name) => !this.merged.includes(name));
    this.heads = new Map(columns.map((name) => [name, this.head(name)]));
    this.element = el("div", { class: "scroll", role: "region", "aria-label": "Rows of the answer", tabindex: "0" });
    const head = el("thead", {}, el("tr", {}, ...this.heads.values()));
    this.element.append(el("table", {}, head, this.bodies), this.more);
    this.draw();
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  /** Turn rows into cards where they are wider than the page: no sentence, and no voice, may lie out of sight. */
  private fit(): void {
    const width = this.element.clientWidth;
    if (width === this.fitted) return;
    this.fitted = width;
    this.element.classList.remove("cards");
    this.element.classList.toggle("cards", PHONE.matches || this.element.scrollWidth > width);
  }

  /** What is on the page, in its order: what copying and downloading take along. */
  get rows(): Rows {
    return { ...this.all, rows: this.kept };
  }

  /** Keep the rows that hold all of these words. */
  filter(words: string): void {
    this.wanted = words;
    this.arrange();
    this.say(words.trim() === "" ? counted(this.kept.length, "row") : `${this.kept.length.toLocaleString("en")} of ${counted(this.all.rows.length, "row")}`);
  }

  private head(name: string): HTMLElement {
    const press = button(name.replaceAll("_", " "), () => this.sort(name), { title: `Sort by ${name}` });
    return el("th", { scope: "col", class: this.kinds.get(name) ?? "text", "data-column": name }, press);
  }

  /** Up, down, then back to the query's own order. */
  private sort(column: string): void {
    const same = this.order?.column === column;
    this.order = !same ? { column, down: false } : this.order?.down ? null : { column, down: true };
    for (const [name, head] of this.heads) {
      const sorted = this.order?.column === name;
      if (sorted) head.setAttribute("aria-sort", this.order?.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    this.arrange();
    const way = this.order?.down ? "descending" : "ascending";
    this.say(this.order ? `Sorted by ${column}, ${way}` : "In the order of the query");
  }

  private arrange(): void {
    const words = fold(this.wanted).split(" ").filter((word) => word !== "");
    this.kept = this.all.rows.filter((row) => words.every((word) => this.folded(row).includes(word)));
    const order = this.order;
    if (order) {
      const sign = order.down ? -1 : 1;
      const parts = this.kinds.get(order.column) === "claim" ? [...this.merged, order.column] : [order.column];
      const key = (row: Row): string => parts.map((name) => text(row[name])).join(" ");
      this.kept.sort((one, other) => sign * COLLATOR.compare(key(one), key(other)));
    }
    this.draw();
  }

  private folded(row: Row): string {
    const known = this.texts.get(row);
    if (known !== undefined) return known;
    const made = fold(this.all.variables.map((name) => text(row[name])).join(" "));
    this.texts.set(row, made);
    return made;
  }

  private draw(): void {
    this.bodies.replaceChildren();
    this.drawn = 0;
    this.extend();
  }

  private extend(): void {
    const next = this.kept.slice(this.drawn, this.drawn + STEP);
    this.drawn += next.length;
    const made = next.map((row) => this.row(row));
    this.bodies.append(...made);
    this.fitted = 0;
    this.fit();
    void badges(made, this.all.variables);
    const left = this.kept.length - this.drawn;
    const label = `Show ${Math.min(STEP, left).toLocaleString("en")} more of ${counted(left, "row")}`;
    this.more.replaceChildren(...(left > 0 ? [button(label, () => this.extend())] : []));
    if (this.kept.length === 0) this.more.replaceChildren("No row holds these words.");
  }

  private row(row: Row): HTMLElement {
    const cells = [...this.heads.keys()].map((name) => {
      const column = this.kinds.get(name)!;
      const told = column === "claim" && this.merged.length > 0 && marks(this.merged.map((part) => text(row[part])));
      return el("td", { class: column, "data-column": name.replaceAll("_", " ") }, cell(row[name], column, this.terms), told);
    });
    return el("tr", {}, ...cells);
  }
}

function values(all: Rows, name: string): Value[] {
  return all.rows.slice(0, SAMPLE).flatMap((row) => row[name] ?? []);
}
