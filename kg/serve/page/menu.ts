// The list of stored questions, and what this browser asked before.

import { button, counted, el, part } from "../../view/explorer/dom";
import { forget, remembered } from "./history";
import type { Question } from "../../view/asking/questions";
import { fold } from "../../view/asking/terms";

/** Fill the list of questions; typing in the field above keeps those whose words fit. */
export function questionMenu(questions: Question[], open: (question: Question) => void): void {
  const list = part("questions");
  const search = part<HTMLInputElement>("search");
  const items = questions.map((question) => {
    const press = button(question.title, () => open(question), { "data-question": question.name });
    return { words: fold(`${question.title} ${question.answers} ${question.name}`), item: el("li", {}, press) };
  });
  list.replaceChildren(...items.map(({ item }) => item));
  part("question-count").textContent = String(questions.length);
  search.addEventListener("input", () => {
    const wanted = fold(search.value).split(" ");
    for (const { words, item } of items) item.hidden = !wanted.every((word) => words.includes(word));
    const left = items.filter(({ item }) => !item.hidden).length;
    part("question-status").textContent = search.value === "" ? "" : counted(left, "question");
  });
}

/** Mark the open question. */
export function opened(name: string | null): void {
  for (const press of part("questions").querySelectorAll("button")) {
    if (press.dataset["question"] === name) press.setAttribute("aria-current", "true");
    else press.removeAttribute("aria-current");
  }
}

/** Fill the list of earlier queries. */
export function historyMenu(open: (query: string) => void): void {
  const asked = remembered();
  const clear = button("Forget these", () => {
    forget();
    historyMenu(open);
  });
  const items = asked.map(({ query, at, outcome }) => {
    const press = button(gist(query), () => open(query), { class: "past", title: query });
    press.append(el("small", {}, `${outcome} · ${new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}`));
    return el("li", {}, press);
  });
  part("history").replaceChildren(...items);
  part("history-tools").replaceChildren(asked.length ? clear : "Queries that you run are kept here, in this browser only.");
}

/** A query in one line: its leading comment, else its first words behind the prefixes. */
function gist(query: string): string {
  const title = /^# *(.+)/.exec(query.trim())?.[1];
  return title ?? query.replace(/^\s*(?:PREFIX|BASE)\b.*$/gim, "").replace(/\s+/g, " ").trim().slice(0, 90);
}
