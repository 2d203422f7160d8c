// The editor's looks: the page's own colours, which follow light and dark by themselves.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";

const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", "Liberation Mono", monospace';

export const theme = EditorView.theme({
  "&": { color: "var(--ink)", fontSize: "13.5px" },
  "&.cm-focused": { outline: "none" }, // the frame around shows the focus
  ".cm-scroller": { fontFamily: MONO, lineHeight: "1.55", maxHeight: "46vh", minHeight: "9.5rem" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 14px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--wash)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--select)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--select)", outline: "1px solid var(--rule)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad) 1.5px" },
  ".cm-lintRange-error, .cm-lintPoint-error": { backgroundColor: "var(--badwash)" },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--bad)" },
  ".cm-tooltip": {
    backgroundColor: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--rule)",
    borderRadius: "8px",
    boxShadow: "0 8px 28px rgb(0 0 0 / .18)",
    fontFamily: "var(--sans)",
    fontSize: "13px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "17rem", maxWidth: "min(40rem, 92vw)", borderRadius: "8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    gap: "10px",
    alignItems: "baseline",
    padding: "3px 10px",
    lineHeight: "1.4",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--select)", color: "var(--ink)" },
  ".cm-completionLabel": { fontFamily: MONO, fontSize: "12.5px" },
  ".cm-completionDetail": {
    flex: "1",
    margin: "0",
    overflow: "hidden",
    textOverflow: "ellipsis",
    fontStyle: "normal",
    color: "var(--soft)",
  },
  ".cm-kind": { marginLeft: "auto", color: "var(--soft)", fontSize: "11.5px" },
  ".cm-tooltip.cm-completionInfo": { padding: "8px 12px", maxWidth: "22rem", lineHeight: "1.45" },
  ".cm-completionInfo p": { margin: "4px 0 0" },
  ".cm-completionInfo small": { color: "var(--soft)" },
  ".cm-diagnostic": { padding: "6px 12px", borderLeft: "4px solid var(--bad)", whiteSpace: "pre-wrap", maxWidth: "36rem" },
});

export const names = styleTags({
  Comment: tags.lineComment,
  "Pname_ln Pname_ns": tags.propertyName,
  IriRef: tags.url,
  Var: tags.variableName,
  String: tags.string,
});

export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, color: "var(--keyword)", fontWeight: "600" },
    { tag: tags.variableName, color: "var(--variable)" },
    { tag: [tags.propertyName, tags.typeName], color: "var(--name)" },
    { tag: tags.url, color: "var(--soft)" },
    { tag: [tags.string, tags.integer, tags.float, tags.bool], color: "var(--string)" },
    { tag: tags.lineComment, color: "var(--soft)", fontStyle: "italic" },
  ]),
);
