// The answer on the query page: where it stands, and what is said about it.

import { hintList, fault, shown, told } from "../../view/asking/shown";
import type { Note, Refusal, Reply } from "../../view/asking/answer";
import type { Terms } from "../../view/asking/terms";
import { button, counted, el, part } from "../../view/explorer/dom";

/** Say something where screen readers hear it, and beside the results' heading. */
export function say(words: string): void {
  part("status").textContent = words;
}

export function showReply(reply: Reply, query: string, terms: Terms | null): void {
  say(told(reply));
  put(...shown(reply, query, terms, say));
}

/** Show hints; pressing one goes to its place in the editor. */
export function showNotes(notes: Note[], go: (note: Note) => void): void {
  if (notes.length === 0) return;
  part("answer").append(hintList(notes, go));
  say(`${part("status").textContent}. ${counted(notes.length, "hint")}.`);
}

export function showRefusal(refusal: Refusal, go: (note: Note) => void): void {
  say(refusal.status === 400 ? "The query has an error" : "No answer");
  put(fault(refusal, go));
}

export function showWaiting(cancel: () => void): void {
  say("Asking …");
  put(el("p", { class: "waiting" }, el("span", {}, "Asking … "), button("Cancel", cancel), el("small", {}, " or press Esc")));
}

export function showCancelled(): void {
  say("Cancelled");
  put(el("p", { class: "empty" }, "The query was cancelled."));
}

function put(...nodes: Node[]): void {
  part("answer").replaceChildren(...nodes);
  part("results").hidden = false;
}
