// Elements with text set as text: nothing that comes from data is ever parsed as markup.

export type Child = Node | string | null | false;
export type Attributes = Record<string, string | boolean>;

/** Make an element. Attributes are set as given, except `true` (present) and `false` (absent). */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return made;
}

/** Make a button of the page's own kind. */
export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", press);
  return made;
}

/** Give the element that the page's own HTML has under an id. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** Say "1 row", "2 rows", "1,000 rows". */
export function counted(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
