// Long lists a page at a time: what is not shown yet costs nothing, and one button brings more.

import { button, counted, el } from "../dom";

export const CLAIMS_A_PAGE = 50;

/** Append items to a list element page by page, with a button for more while there are more. */
export function paged<T>(into: HTMLElement, items: readonly T[], noun: string, draw: (item: T) => HTMLElement, size = CLAIMS_A_PAGE): void {
  let shown = 0;
  const more = el("p", { class: "more-of" });
  const page = (): HTMLElement | null => {
    const made = items.slice(shown, shown + size).map(draw);
    into.append(...made);
    shown += made.length;
    const left = items.length - shown;
    more.remove();
    if (left > 0) {
      const next = Math.min(size, left);
      const words = next === left ? `Show the last ${counted(left, noun)}` : `Show ${next} more of ${counted(left, noun)}`;
      more.replaceChildren(button(words, advance, { class: "plain" }));
      into.append(more);
    }
    return made[0] ?? null;
  };
  const advance = (): void => {
    const first = page();
    if (first === null) return;
    first.tabIndex = -1; // so that reading goes on where the new ones begin
    first.focus({ preventScroll: true });
  };
  page();
}
