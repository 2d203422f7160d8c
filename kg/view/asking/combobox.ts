// A text field that offers names: the ARIA combobox pattern, with the list below the field.

import { el } from "../explorer/dom";
import type { Term, Terms } from "./terms";

const OFFERED = 12;
let numbered = 0;

/** Let a field offer the terms that fit; choosing one writes its label. */
export function offer(input: HTMLInputElement, terms: () => Terms | null, fits: (term: Term) => boolean): HTMLElement {
  const list = el("ul", { role: "listbox", id: `offer-${++numbered}`, hidden: true, "aria-label": "Names that fit" });
  let found: Term[] = [];
  let active = -1;
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }

  const close = (): void => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (term: Term): void => {
    // a label that several share would be ambiguous
    const alone = terms()?.called(term.label, fits).length === 1;
    input.value = alone ? term.label : term.name;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };

  const move = (to: number): void => {
    active = (to + found.length) % found.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", list.children[active]!.id);
    list.children[active]!.scrollIntoView({ block: "nearest" });
  };

  const open = (): void => {
    found = terms()?.find(input.value, fits, OFFERED) ?? [];
    list.replaceChildren(...found.map((term, index) => item(term, `${list.id}-${index}`, choose)));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open();
      if (found.length) move(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
      event.preventDefault();
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      choose(found[active]!);
      event.preventDefault();
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
  });
  return el("div", { class: "offer" }, input, list);
}

function item(term: Term, id: string, choose: (term: Term) => void): HTMLElement {
  const made = el("li", { role: "option", id, "aria-selected": "false" }, el("span", { dir: "auto" }, term.label), " ", el("small", {}, term.name));
  made.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the focus
    choose(term);
  });
  return made;
}
