// A button that opens a short list of actions; what parts offer later is there when it is opened.

import { offeredActions } from "./actions";
import type { Menu } from "./actions";
import { button, el, fill } from "../dom";

/** Make a menu of the actions that are offered for it. */
export function makeMenu(label: string, menu: Menu): HTMLElement {
  const list = el("ul", { class: "menu", hidden: true, id: `menu-${label.toLowerCase()}` });
  const opener = button(label, () => show(Boolean(list.hidden)), { class: "plain", "aria-expanded": "false", "aria-controls": list.id });
  const around = el("div", { class: "menu-around" }, opener, list);
  const show = (open: boolean): void => {
    if (open) {
      const items = offeredActions().filter((action) => action.menu === menu);
      fill(list, ...items.map((action) => menuItem(action.label, action.about ?? "", () => (show(false), action.run()))));
      if (!items.length) fill(list, el("li", { class: "soft" }, "Nothing to export here"));
    }
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) list.querySelector("button")?.focus();
  };
  around.addEventListener("focusout", (event) => {
    if (!around.contains(event.relatedTarget as Node | null) && event.relatedTarget !== null) show(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !around.contains(event.target as Node)) show(false);
  });
  around.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      show(false);
      opener.focus();
      event.stopPropagation();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") moveInMenu(event, list);
  });
  return around;
}

function menuItem(label: string, about: string, run: () => void): HTMLElement {
  const made = button(label, run);
  if (about) made.append(el("small", {}, about));
  return el("li", {}, made);
}

function moveInMenu(event: KeyboardEvent, list: HTMLElement): void {
  const items = [...list.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  if (at < 0 || !items.length) return;
  event.preventDefault();
  items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]!.focus();
}
