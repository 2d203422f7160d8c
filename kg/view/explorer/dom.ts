// Elements with text set as text: nothing that comes from data is ever parsed as markup.

export type Child = Node | string | null | false;
export type Attributes = Readonly<Record<string, string | boolean>>;

/** Make an element. Attributes are set as given, except `true` (present) and `false` (absent). */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  dress(made, attributes);
  fill(made, ...children);
  return made;
}

/** Make an element of a drawing. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(made, attributes);
  made.append(...children.filter(isThere));
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

/** Put other children into an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...children.filter(isThere));
}

/** Write a whole number with its thousands apart. (Asking the browser for it first loads all that it knows of languages.) */
export function numbered(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Say "1 row", "2 rows", "1,000 rows"; `many` where an s is not enough ("entities"). */
export function counted(number: number, noun: string, many = `${noun}s`): string {
  return `${numbered(number)} ${number === 1 ? noun : many}`;
}

function dress(made: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
}

function isThere(child: Child): child is Node | string {
  return child !== null && child !== false;
}
