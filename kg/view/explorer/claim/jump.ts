// From a claim to its sentence: opens the text view at the passage that was pressed.

import { isNarrow } from "../controls/panels";
import type { App } from "../contract";

let wantedPassage = -1;
let leadToWanted: (() => void) | null = null;

/** Show a claim's passage in its document. */
export function readPassage(app: App, document_: string, claim: string, passage: number): void {
  wantedPassage = passage;
  app.set({ view: "text", document: document_, claim, entity: null, edge: null });
  if (wantedPassage >= 0) leadToWanted?.(); // nothing changed: it was all chosen already
  wantedPassage = -1;
  if (isNarrow()) document.querySelector<HTMLElement>("#evidence > .close")?.click(); // it lies over the text
}

/** Give the passage that was pressed, once; -1 where none was. */
export function takeWanted(): number {
  const taken = wantedPassage;
  wantedPassage = -1;
  return taken;
}

/** Be asked to lead to the passage though nothing changed. */
export function followWanted(lead: () => void): void {
  leadToWanted = lead;
}
