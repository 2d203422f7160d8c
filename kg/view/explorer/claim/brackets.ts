// An editor's words within somebody else's: set apart wherever a passage is shown, and kept as they are.

import { el } from "../dom";
import { insertionsOf } from "../words";

/** A text in pieces, those in square brackets apart. */
export function bracketed(text: string): (Node | string)[] {
  return bracketedPieces([text])[0]!;
}

/** The same for a text that is cut already; a bracket may open in one piece and close in another. */
export function bracketedPieces(texts: readonly string[]): (Node | string)[][] {
  const parts = insertionsOf(texts.join(""));
  let [at, left] = [0, parts[0]!.length];
  return texts.map((text) => {
    const found: (Node | string)[] = [];
    for (let from = 0; from < text.length; ) {
      if (left === 0) {
        left = parts[++at]!.length;
        continue;
      }
      const piece = text.slice(from, from + left);
      found.push(at % 2 === 0 ? piece : insertedElement(piece));
      from += piece.length;
      left -= piece.length;
    }
    return found;
  });
}

function insertedElement(text: string): HTMLElement {
  return el("span", { class: "inserted", title: "An editor’s insertion: in square brackets in the text" }, text);
}

/** A whole passage. */
export function quoted(text: string): HTMLElement {
  return el("blockquote", { dir: "auto" }, ...bracketed(text));
}
