// The query page: an editor, stored questions, and answers with their sentences.

import * as address from "./address";
import { type Note, place, Refusal } from "../../view/asking/answer";
import { Editor } from "../../view/asking/editor";
import { form } from "../../view/asking/form";
import * as questions from "../../view/asking/questions";
import { begin, type Kind, type Setup } from "../../view/asking/setup";
import { isEmpty, told } from "../../view/asking/shown";
import type { Terms } from "../../view/asking/terms";
import { el, part } from "../../view/explorer/dom";
import { remember } from "./history";
import { historyMenu, opened, questionMenu } from "./menu";
import { ask, loadQuestions, loadTerms, notes } from "./protocol";
import { say, showCancelled, showNotes, showRefusal, showReply, showWaiting } from "./results";

const PAGES: Readonly<Record<Kind, string>> = { id: "/id/", claim: "/claim/", doc: "/doc/", evidence: "/evidence/", ontology: "/ontology#" };

begin(JSON.parse(part("setup").textContent ?? "{}") as Setup, { ask, link: (kind, local) => PAGES[kind] + local });

let terms: Terms | null = null;
let stored: questions.Question[] = [];
let running: AbortController | null = null;
let asked: string | null = null; // the query whose answer is shown
let filledIn: { query: string; link: string } | null = null; // what the open form last asked, and its own link

const plain = part<HTMLTextAreaElement>("plain");
const editor = new Editor(part("editor"), plain.value, {
  run: () => void run(),
  cancel,
  terms: () => terms,
  changed,
});

/** Errors lose their place when the text changes, and an answer is one to the query as it was. */
function changed(): void {
  editor.mark([]);
  part("stale").hidden = asked === null || asked === editor.text;
}

async function run(): Promise<void> {
  const query = editor.text;
  asked = query;
  address.show(link(query));
  part("printed").textContent = query;
  running?.abort();
  const mine = (running = new AbortController());
  busy(true);
  changed();
  const late = setTimeout(() => showWaiting(cancel), 200); // no flicker where the answer is quick
  try {
    const reply = await ask(query, mine.signal);
    clearTimeout(late);
    if (running !== mine) return;
    showReply(reply, query, terms);
    reveal();
    remember(query, told(reply));
    historyMenu(load);
    if (isEmpty(reply.outcome)) showNotes(await notes(query), go);
  } catch (error) {
    clearTimeout(late);
    if (running === mine) failed(error, mine.signal.aborted);
  } finally {
    if (running === mine) busy(false);
  }
}

/** Give the link to a query: the short one where a stored question's form wrote it. */
function link(query: string): string {
  return filledIn?.query === query ? filledIn.link : address.toQuery(query);
}

function failed(error: unknown, cancelled: boolean): void {
  if (cancelled) return showCancelled();
  const refusal = error instanceof Refusal ? error : new Refusal(String(error), 0);
  const at = place(refusal.message);
  if (at !== null) part<HTMLDetailsElement>("code").open = true;
  showRefusal(refusal, go);
  if (at !== null && refusal.status === 400) editor.mark([{ ...at, message: refusal.message }]);
}

function go(note: Note): void {
  part<HTMLDetailsElement>("code").open = true;
  editor.go(note);
}

/** Bring the answer into sight where it begins below, or near the end of, the screen. */
function reveal(): void {
  const results = part("results");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (results.getBoundingClientRect().top > innerHeight * 0.62) results.scrollIntoView({ behavior: still ? "auto" : "smooth" });
}

function busy(now: boolean): void {
  part("results").setAttribute("aria-busy", String(now));
  part("cancel").hidden = !now;
  if (!now) running = null;
}

function cancel(): boolean {
  if (running === null) return false;
  running.abort();
  return true;
}

/** Put an earlier query into the editor and ask it again. */
function load(query: string): void {
  close();
  part<HTMLDetailsElement>("code").open = true;
  editor.text = query;
  void run();
}

function open(question: questions.Question, given = new Map<string, string>()): void {
  opened(question.name);
  const shown = form(question, given, () => terms, (query, values) => {
    editor.text = query;
    filledIn = { query: editor.text, link: address.toQuestion(question.name, values) };
    void run();
  }); // prettier-ignore
  part("question").replaceChildren(shown);
  part("results").hidden = true; // another question's answer must not stand below this one
  part("question").hidden = false;
  part<HTMLDetailsElement>("menu").open = wide.matches;
  part<HTMLDetailsElement>("code").open = false;
  filledIn = null;
  editor.text = questions.body(question);
  part("question-title").focus({ preventScroll: wide.matches });
}

function close(): void {
  opened(null);
  part("question").replaceChildren();
  part("question").hidden = true;
}

/** Do what the address says: ask its query, or open its question and ask it. */
function follow(): void {
  const query = address.queryInAddress();
  const wanted = address.questionInAddress();
  const question = stored.find(({ name }) => name === wanted?.name);
  if (query !== null && query !== asked) load(query);
  else if (query === null && question && (filledIn === null || filledIn.link !== location.pathname + location.hash || filledIn.query !== asked)) {
    open(question, wanted!.values);
    part("question").querySelector("form")!.requestSubmit();
  }
}

async function share(): Promise<void> {
  const wanted = link(editor.text);
  try {
    await navigator.clipboard.writeText(new URL(wanted, location.href).href);
    say("Link copied");
  } catch {
    address.show(wanted);
    say("The link is in the address bar");
  }
}

function declare(): void {
  const added = editor.declare();
  say(added === 0 ? "Every prefix is declared" : `Declared ${added === 1 ? "one prefix" : `${added} prefixes`}`);
}

const wide = matchMedia("(min-width: 1001px)");

function listen(): void {
  part("run").addEventListener("click", () => void run());
  part("cancel").addEventListener("click", cancel);
  part("declare").addEventListener("click", declare);
  part("share").addEventListener("click", () => void share());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) void run();
    if (event.key === "Escape") cancel();
  });
  wide.addEventListener("change", () => {
    if (wide.matches) part<HTMLDetailsElement>("menu").open = true;
  });
  address.onChange(follow);
}

async function start(): Promise<void> {
  part("written").hidden = true; // the form for readers without scripts
  part("written-not").hidden = false;
  part("side").hidden = false;
  part<HTMLDetailsElement>("code").open = wide.matches; // on a phone the questions come first
  if (/Mac|iP(hone|ad)/.test(navigator.platform)) part("keys").textContent = "⌘ Enter";
  listen();
  historyMenu(load);
  const found = await Promise.allSettled([loadTerms(), loadQuestions()]);
  if (found[0].status === "fulfilled") terms = found[0].value;
  if (found[1].status === "fulfilled") stored = found[1].value;
  questionMenu(stored, open);
  if (stored.length === 0) part("questions").append(el("li", { class: "none" }, "There are no stored questions here."));
  follow();
  document.documentElement.dataset["ready"] = "";
}

void start();
