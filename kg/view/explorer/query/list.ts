/** The stored questions as a list that can be searched. */

import type { Question } from "../../asking/questions";
import { fold } from "../../asking/terms";
import { button, counted, el, fill } from "../dom";

const WIDE = 720; // pixels of the panel from which the list stands beside it

export class QuestionList {
  readonly element: HTMLElement;
  readonly #items: readonly { question: Question; words: string; item: HTMLElement; press: HTMLButtonElement }[];
  readonly #menu = el("details", { open: true });
  readonly #list = el("ul");
  readonly #heard = el("p", { class: "unseen", role: "status" });
  readonly #none = el("p", { class: "none", hidden: true }, "No question holds these words.");

  constructor(questions: readonly Question[], open: (question: Question) => void) {
    this.#items = questions.map((question) => {
      const press = button(question.title, () => {
        if (this.element.parentElement!.clientWidth <= WIDE) this.#menu.open = false;
        open(question);
      }, { "data-question": question.name }); // prettier-ignore
      return { question, press, words: fold(`${question.title} ${question.answers} ${question.name}`), item: el("li", {}, press) };
    });
    const search = el("input", { type: "search", placeholder: "Search the questions", "aria-label": "Search the stored questions", autocomplete: "off" });
    search.addEventListener("input", () => this.#keep(search.value));
    fill(this.#list, ...this.#items.map(({ item }) => item));
    const count = el("span", { class: "count" }, String(questions.length));
    this.#menu.append(el("summary", {}, "Stored questions ", count), search, this.#heard, this.#list, this.#none);
    this.element = el("aside", { class: "side", "aria-label": "Stored questions" });
    fill(this.element, this.#menu);
    requestAnimationFrame(() => (this.#menu.open = (this.element.parentElement?.clientWidth ?? 0) > WIDE));
  }

  /** Mark the open question; none for null. */
  mark(name: string | null): void {
    for (const { question, press, item } of this.#items) {
      if (question.name !== name) {
        press.removeAttribute("aria-current");
        continue;
      }
      press.setAttribute("aria-current", "true");
      const { top, bottom } = item.getBoundingClientRect();
      const box = this.#list.getBoundingClientRect();
      if (top < box.top || bottom > box.bottom) this.#list.scrollTop += top - box.top - box.height / 3;
    }
  }

  #keep(text: string): void {
    const parts = fold(text).split(" ");
    for (const { words, item } of this.#items) item.hidden = !parts.every((part) => words.includes(part));
    const left = this.#items.filter(({ item }) => !item.hidden).length;
    this.#none.hidden = left > 0;
    this.#heard.textContent = text === "" ? "" : counted(left, "question");
  }
}
