// The page's shortcuts, none of which works while the reader types, and the dialog that lists them.

import { offeredActions } from "../controls/actions";
import type { Desk } from "../app";
import { button, el } from "../dom";
import type { Panel } from "../controls/panels";
import { isNarrow } from "../controls/panels";
import { VIEWS, VIEW_LABELS } from "../state";

let dialog: HTMLDialogElement | null = null;

/** Listen for shortcuts on the whole page. */
export function listenForKeys(desk: Desk, panels: ReadonlyMap<string, Panel>): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (dialog?.open) return;
    if (event.key === "Escape") {
      if (escape(desk, panels)) event.preventDefault();
      return;
    }
    if (typing(event)) return;
    const act = shortcut(desk, event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Show help: what can be done, and by which keys. */
export function openHelp(): void {
  dialog?.remove();
  const made = el("dialog", { class: "help-dialog", "aria-labelledby": "help-title" });
  const rows = [...shortcutRows(), ...offeredActions().flatMap(({ key, label }) => (key ? [[key, label] as const] : []))];
  made.append(
    el("h2", { id: "help-title" }, "Help"),
    ...HELP.map((text) => el("p", {}, text)),
    el("h3", {}, "Shortcuts"),
    el("dl", {}, ...rows.flatMap(([key, label]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, label)])),
    button("Close", () => made.close(), { class: "plain" }),
  );
  made.addEventListener("close", () => made.remove());
  made.addEventListener("click", (event) => event.target === made && made.close());
  document.body.append(made);
  dialog = made;
  made.showModal();
}

const HELP = [
  "Every line of the network is one claim, with the sentence that says it: choose a line or an entity, and the panel at the side shows sentences, voices, dates and doubts.",
  "What is predicted, denied, intended or asked is never drawn. It has a list of its own.",
  "The address holds all that you chose: copy it to come back, or to cite what you see. Nothing on this page is sent anywhere.",
];

function shortcutRows(): (readonly [string, string])[] {
  return [
    ["/", "Search"],
    ...VIEWS.flatMap((view, at) => (document.getElementById(`tab-${view}`) ? [[String(at + 1), VIEW_LABELS[view]] as const] : [])),
    ["[", "Back"],
    ["]", "Forward"],
    ["Esc", "Close what lies on top, then let go of what is chosen"],
    ["?", "This help"],
    ["← ↑ → ↓", "In the network: from entity to entity; Enter chooses one, + and − zoom, 0 shows everything"],
  ];
}

function shortcut(desk: Desk, key: string): (() => void) | null {
  const view = /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  if (view && document.getElementById(`tab-${view}`)) return () => desk.set({ view });
  if (key === "/") return focusSearch;
  if (key === "?") return openHelp;
  if (key === "[") return () => history.back();
  if (key === "]") return () => history.forward();
  return offeredActions().find((action) => action.key === key)?.run ?? null;
}

function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>("#search input");
  field?.focus();
  field?.select();
}

/** A sheet goes first, then what is chosen. */
function escape(desk: Desk, panels: ReadonlyMap<string, Panel>): boolean {
  const sheet = isNarrow() ? [...panels.values()].find((panel) => panel.isOpen()) : undefined;
  if (sheet) {
    sheet.show(false);
    return true;
  }
  const { entity, claim, edge, path } = desk.state;
  if (entity === null && claim === null && edge === null && path === null) return false;
  desk.set({ entity: null, claim: null, edge: null, path: null });
  return true;
}

function typing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "range"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
