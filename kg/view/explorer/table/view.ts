// The table twin: entities and claims that pass the filters, in sortable tables that keyboard and screen reader reach.

import { button, counted, el, fill, numbered } from "../dom";
import { claimOrder, columnsOf, entityCounts, entityOrder } from "./columns";
import type { TableColumn } from "./columns";
import { moveByArrow, tableRow } from "./rows";
import type { App, MakePart } from "../contract";

const ALL_ROWS = 500; // so many are shown at once; above, pages
const TABLE_PAGE = 100;

type TableKind = "entities" | "claims";
/** The order that each table has at first. */
const FIRST_SORT: Readonly<Record<TableKind, string>> = { entities: "-edges", claims: "" };

/** What the reader sees of one table: its order and page. */
interface TableView {
  sorted: string;
  descending: boolean;
  page: number;
}

export const makeTable: MakePart = (app) => {
  const view = el("section", { class: "tables", "aria-label": "Tables" });
  const table = new TwinTable(app, view);
  return { element: view, update: (changes) => table.update(changes) };
};

class TwinTable {
  readonly app: App;
  readonly view: HTMLElement;
  kind: TableKind = "entities";
  readonly views: Record<TableKind, TableView> = {
    entities: { sorted: "", descending: false, page: 0 },
    claims: { sorted: "", descending: false, page: 0 },
  };
  #stale = true;

  constructor(app: App, view: HTMLElement) {
    this.app = app;
    this.view = view;
    this.update(new Set());
  }

  update(changes: ReadonlySet<string>): void {
    if (changes.has("visible") || changes.has("facts")) {
      this.#stale = true;
      this.views.entities.page = this.views.claims.page = 0;
    }
    if (changes.has("tableKind") || changes.has("tableSort")) this.#stale = true;
    if (this.app.state.view !== "table") return;
    if (this.#stale) this.draw();
    else this.#point();
  }

  /** Take the table and its order from the state; a column that it does not have is ignored. */
  #adopt(): void {
    const { tableKind, tableSort } = this.app.state;
    const isColumn = columnsOf(tableKind).some(({ key }) => key === tableSort?.replace("-", ""));
    const sort = isColumn && tableSort ? tableSort : FIRST_SORT[tableKind];
    const [view, sorted, descending] = [this.views[tableKind], sort.replace("-", ""), sort.startsWith("-")];
    if (view.sorted !== sorted || view.descending !== descending) view.page = 0;
    [this.kind, view.sorted, view.descending] = [tableKind, sorted, descending];
  }

  /** Draw everything anew; the focus returns to the control that stands where it was. */
  draw(): void {
    this.#stale = false;
    this.#adopt();
    const held = document.activeElement;
    const focus = held instanceof HTMLElement && this.view.contains(held) ? held.dataset["focus"] : undefined;
    const { app, kind } = this;
    if (kind === "claims" && app.model.facts === null) fill(this.view, this.#choice(), el("p", { class: "soft" }, "The evidence is still being read."));
    else {
      const rows = this.#rows();
      fill(this.view, this.#choice(), this.#pages(rows.length), this.#table(rows));
    }
    this.#point();
    if (focus) this.view.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  }

  /** Indexes of the rows, in the order that was asked for. */
  #rows(): Uint32Array {
    const { sorted, descending } = this.views[this.kind];
    const rows = Uint32Array.from(indexesOf(this.kind === "entities" ? entityCounts(this.app).there : this.app.visible.claims));
    const keys = this.kind === "entities" ? entityOrder(this.app, sorted) : claimOrder(this.app, sorted);
    const sign = descending ? -1 : 1;
    return keys === null ? rows : rows.sort((one, other) => sign * (keys[one]! - keys[other]!) || one - other);
  }

  #choice(): HTMLElement {
    const made = el("div", { class: "choice", role: "group", "aria-label": "Which table" });
    const entities = entityCounts(this.app).there.reduce((sum, one) => sum + one, 0);
    const kinds: [TableKind, string][] = [
      ["entities", counted(entities, "entity", "entities")],
      ["claims", counted(this.app.visible.claimCount, "claim")],
    ];
    for (const [kind, words] of kinds) {
      const { sorted, descending } = this.views[kind]; // each table keeps its order
      const press = (): void => this.app.set({ tableKind: kind, tableSort: sortTold(kind, sorted, descending) });
      made.append(button(words, press, { class: "plain", "aria-pressed": String(this.kind === kind), "data-focus": `kind ${kind}` }));
    }
    return made;
  }

  /** Controls for pages; none where all rows are shown. */
  #pages(count: number): HTMLElement | null {
    if (count <= ALL_ROWS) return null;
    const state = this.views[this.kind];
    const last = Math.ceil(count / TABLE_PAGE) - 1;
    const go = (words: string, page: number): HTMLButtonElement => {
      const press = (): void => {
        state.page = page;
        this.draw();
      };
      const made = button(words, press, { class: "plain", "data-focus": `page ${words}` });
      made.disabled = page < 0 || page > last || page === state.page;
      return made;
    };
    const [from, to] = [state.page * TABLE_PAGE + 1, Math.min(count, (state.page + 1) * TABLE_PAGE)];
    const where = el("span", { class: "number", role: "status" }, `Rows ${numbered(from)}–${numbered(to)} of ${numbered(count)}`);
    return el("div", { class: "pages" }, go("First", 0), go("Previous", state.page - 1), where, go("Next", state.page + 1), go("Last", last));
  }

  #table(rows: Uint32Array): HTMLElement {
    const { page } = this.views[this.kind];
    const shown = rows.length <= ALL_ROWS ? rows : rows.subarray(page * TABLE_PAGE, (page + 1) * TABLE_PAGE);
    const columns = columnsOf(this.kind);
    const head = el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...columns.map((column) => this.#header(column))));
    const body = el("tbody", { role: "rowgroup" }, ...[...shown].map((row) => tableRow(this.app, this.kind, row)));
    const caption = el("caption", {}, el("span", {}, this.#caption(rows.length, shown.length)));
    const table = el("table", { role: "table", "aria-rowcount": String(rows.length + 1) }, caption, head, body);
    body.addEventListener("keydown", (event) => moveByArrow(event, body));
    return el("div", { class: "scroll", role: "region", "aria-label": "Table", tabindex: "0" }, table);
  }

  #caption(all: number, shown: number): string {
    const { model, visible } = this.app;
    const part = shown < all ? ` ${numbered(shown)} of them are shown.` : "";
    if (this.kind === "entities") {
      const whole = `${numbered(all)} of ${counted(model.nodes.count, "entity", "entities")} are named by claims that pass the filters`;
      return `${whole}; ${numbered(visible.nodeCount)} are drawn.${part} Choose one to see its evidence.`;
    }
    const whole = `${numbered(all)} of ${counted(model.claims.count, "claim")} pass the filters; ${numbered(visible.edgeCount)} are drawn.`;
    return `${whole}${part} The first column says what is no plain statement.`;
  }

  #header(column: TableColumn): HTMLElement {
    const state = this.views[this.kind];
    const isSorted = state.sorted === column.key;
    const press = (): void => {
      const descending = isSorted ? !state.descending : column.falling === true;
      this.app.set({ tableSort: sortTold(this.kind, column.key, descending) }, false);
      this.app.say(`Sorted by ${column.title}, ${descending ? "descending" : "ascending"}`);
    };
    const sign = el("span", { class: "sign", "aria-hidden": "true" }, isSorted ? (state.descending ? "▼" : "▲") : "");
    const made = button(column.title, press, { "data-focus": `sort ${column.key}` });
    made.append(sign);
    const sort = isSorted ? (state.descending ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", role: "columnheader", "aria-sort": sort, class: column.numeric ? "number" : false }, made);
  }

  #point(): void {
    const { claim, entity } = this.app.state;
    const chosen = this.kind === "claims" ? claim : entity;
    for (const row of this.view.querySelectorAll<HTMLElement>("tbody tr")) {
      if (row.dataset["row"] === chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }
}

/** An order as the state holds it: null for the table's first. */
function sortTold(kind: TableKind, column: string, descending: boolean): string | null {
  const told = `${descending ? "-" : ""}${column}`;
  return told === FIRST_SORT[kind] || !column ? null : told;
}

function indexesOf(flags: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at < flags.length; at++) if (flags[at]) found.push(at);
  return found;
}
