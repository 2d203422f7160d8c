// The editor: CodeMirror in a shadow root, where its styles are adopted sheets, which a strict policy allows.

import { acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, LanguageSupport } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { type Complete, completion } from "./complete";
import { el } from "../explorer/dom";
import { declaration, missing } from "./prefixes";
import type { Note } from "./answer";
import type { Terms } from "./terms";
import { highlighting, names, theme } from "./theme";

export interface Calls {
  run: () => void;
  cancel: () => boolean;
  terms: () => Terms | null;
  changed: () => void;
}

export class Editor {
  private readonly view: EditorView;

  constructor(host: HTMLElement, text: string, calls: Calls) {
    const root = host.attachShadow({ mode: "open" });
    const parent = el("div");
    root.append(parent);
    this.view = new EditorView({ root, parent, state: EditorState.create({ doc: text, extensions: extensions(calls) }) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replace the whole text, as one step that undo takes back. */
  set text(text: string) {
    if (text === this.text) return;
    const changes = { from: 0, to: this.view.state.doc.length, insert: text };
    this.view.dispatch({ changes, selection: { anchor: 0 }, scrollIntoView: true });
  }

  focus(): void {
    this.view.focus();
  }

  /** Declare the graph's prefixes that the query uses and does not declare; tell how many. */
  declare(): number {
    const lacking = missing(this.text);
    const changes = declaration(this.text, lacking);
    if (changes !== null) this.view.dispatch({ changes });
    return lacking.length;
  }

  /** Underline the places of errors; none clears them. */
  mark(notes: Note[]): void {
    this.view.dispatch(setDiagnostics(this.view.state, notes.map((note) => this.diagnostic(note)))); // prettier-ignore
  }

  /** Put the cursor at a place and show it. */
  go(note: Note): void {
    this.view.dispatch({ selection: { anchor: this.diagnostic(note).from }, scrollIntoView: true });
    this.focus();
  }

  private diagnostic(note: Note): Diagnostic {
    const { doc } = this.view.state;
    const line = doc.line(Math.min(Math.max(1, note.line), doc.lines));
    const points = [...line.text]; // the server counts characters, JavaScript counts UTF-16 units
    const from = line.from + points.slice(0, Math.max(0, note.column - 1)).join("").length;
    const word = /^[?$]?[\w:.-]+|^\S/.exec(line.text.slice(from - line.from))?.[0].length ?? 0;
    const to = Math.min(doc.length, from + (note.length ?? word));
    const told = { severity: "error", message: note.message } as const;
    if (to > from) return { from, to, ...told };
    const before = /\S+(?=\s*$)/.exec(line.text.slice(0, from - line.from)); // engines tell where they stopped
    return before ? { from: line.from + before.index, to: line.from + before.index + before[0].length, ...told } : { from, to: from, ...told };
  }
}

/** Type over a selection ourselves: the browser would keep its style in an inline one, which the policy forbids. */
function overtype(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const text = event.data;
  if (empty || text === null || event.inputType !== "insertText" || view.composing) return false;
  const change = () => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
  event.preventDefault();
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, change))) view.dispatch(change());
  return true;
}

const KIND = {
  render: (option: { type?: string }) => el("span", { class: "cm-kind" }, option.type ?? ""),
  position: 90,
};

function extensions(calls: Calls) {
  const source: Complete = completion(calls.terms);
  const language = SparqlLanguage.configure({ props: [names] });
  return [
    Prec.highest(
      keymap.of([
        { key: "Mod-Enter", run: (view) => (closeCompletion(view), calls.run(), true) },
        { key: "Tab", run: acceptCompletion }, // Tab leaves the editor unless a list is open
      ]),
    ),
    Prec.lowest(keymap.of([{ key: "Escape", run: calls.cancel }])),
    history(),
    lineNumbers(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [source], icons: false, addToOptions: [KIND], maxRenderedOptions: 60 }),
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
    new LanguageSupport(language, [language.data.of({ commentTokens: { line: "#" } })]),
    highlighting,
    theme,
    EditorView.lineWrapping,
    EditorView.domEventHandlers({ beforeinput: overtype }),
    EditorView.contentAttributes.of({ "aria-label": "SPARQL query", tabindex: "0", spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => update.docChanged && calls.changed()),
  ];
}
