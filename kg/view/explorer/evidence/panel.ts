// The evidence panel: everything behind the chosen entity, edge or claim, facts first and apart from all else.

import { claimCard, nameButton, said } from "../claim/card";
import { copied, entityAddress } from "../claim/cite";
import { button, counted, el, fill } from "../dom";
import { edgeSummary, entityHead } from "./head";
import { claimSections, claimsByKind } from "./sections";
import { sidesOf } from "../claim/sides";
import type { Sides } from "../claim/sides";
import type { App, MakePart } from "../contract";
import type { Facts } from "../types";
import { DEFAULT, LITERAL, NEVER, STRICT, WIDE } from "../types";
import { axesOf, capital, kindOf, objectOf, voicedLeadOf } from "../words";

/** What the panel shows: one of them, the most particular first. */
interface ShownEvidence {
  readonly title: string;
  readonly children: readonly Node[];
  /** Every claim that it is about, to tell how many the filters leave out. */
  readonly claims: readonly number[];
}

export const makeEvidence: MakePart = (app) => {
  const panel = el("section", { class: "proof", "aria-label": "Evidence" });
  let shownFor = "";
  const update = (changes: ReadonlySet<string>): void => {
    const chosen = chosenKey(app);
    const isNew = chosen !== shownFor;
    if (!isNew && !changes.has("facts") && !changes.has("visible")) return;
    if (!isNew && !changes.has("facts")) return updateFilterNote(app, panel);
    const held = panel.contains(document.activeElement);
    shownFor = chosen;
    const shown = shownNow(app);
    panel.hidden = shown === null;
    fill(panel, ...(shown === null ? [] : [headRow(app, shown), filterNote(app, shown.claims), ...shown.children]));
    panel.scrollTop = 0;
    if (shown !== null && isNew) app.say(`Evidence: ${shown.title}`);
    if (shown !== null && held) panel.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  };
  update(new Set(["facts"]));
  return { element: panel, update };
};

function chosenKey({ state }: App): string {
  return JSON.stringify([state.claim, state.edge, state.entity]);
}

function shownNow(app: App): ShownEvidence | null {
  const { claim, edge, entity } = app.state;
  const sides = sidesOf(app.model);
  if (claim === null && edge === null && entity === null) return null;
  if (entity !== null && claim === null && edge === null) return shownEntity(app, app.node(entity), sides);
  if (sides === null) return { title: "Evidence", children: [el("p", { class: "soft" }, "The evidence is still being read.")], claims: [] };
  if (claim !== null) return shownClaim(app, sides, app.claim(claim));
  return shownEdge(app, sides, edge ?? "");
}

function notFound(title: string): ShownEvidence {
  return { title, children: [el("p", {}, "The graph does not have this.")], claims: [] };
}

function headRow(app: App, shown: ShownEvidence): HTMLElement {
  const close = button("×", () => app.set({ claim: null, edge: null, entity: null }), { class: "close", "aria-label": "Close the evidence" });
  const title = el("h2", { dir: "auto", tabindex: "-1" }, shown.title);
  return el("header", { class: "head" }, title, close);
}

// --- an entity ------------------------------------------------------------------------------

function shownEntity(app: App, node: number, sides: Sides | null): ShownEvidence {
  if (node < 0) return notFound("No such entity");
  const title = app.model.nodes.label.at(node);
  const head = entityHead(app, node);
  if (sides === null) return { title, children: [...head, el("p", { class: "soft" }, "The evidence is still being read.")], claims: [] };
  const about = [...sides.about(node)];
  const areas: [string, readonly number[]][] = [
    [`About ${title}`, about],
    [`Said by ${title}`, [...sides.said(node)]],
    [`Relayed by ${title}, said by others`, [...sides.relayed(node)]],
    [`With ${title} in another role`, sides.qualified(node)],
  ];
  const children = areas.filter(([, claims]) => claims.length).map(([words, claims], at) => {
    const heading = el("h3", {}, said(words), " ", el("span", { class: "count" }, counted(claims.length, "claim")));
    return el("section", { "aria-label": words }, heading, ...claimSections(app, sides.facts, claims, at === 0));
  });
  if (children.length > 1) children.unshift(areaJumps(children));
  const tools = el("p", { class: "tools" }, copyButton(app, "Copy IRI", "The IRI", () => entityAddress(app.model, node)));
  return { title, children: [...head, tools, ...children], claims: areas.flatMap(([, claims]) => claims) };
}

/** Buttons to what is about the entity, and to what it says itself: the second may be far below the first. */
function areaJumps(sections: readonly HTMLElement[]): HTMLElement {
  const jumps = sections.map((section) => {
    const heading = section.querySelector("h3")!;
    heading.tabIndex = -1;
    const jump = (): void => {
      section.scrollIntoView({ block: "start" });
      heading.focus({ preventScroll: true });
    };
    const made = button(section.getAttribute("aria-label")!, jump, { class: "plain", dir: "auto" });
    made.append(" ", el("span", { class: "count" }, heading.querySelector(".count")!.textContent.replace(/ claims?$/, "")));
    return made;
  });
  return el("nav", { class: "jumps", "aria-label": "Parts of the evidence" }, ...jumps);
}

function copyButton(app: App, words: string, name: string, text: () => string): HTMLButtonElement {
  const press = async (): Promise<void> => app.say((await copied(text())) ? `${name} is copied` : `${name} could not be copied`);
  return button(words, () => void press(), { class: "tool" });
}

// --- an edge --------------------------------------------------------------------------------

function shownEdge(app: App, sides: Sides, edge: string): ShownEvidence {
  const [subject, predicate, object] = edge.split(" ");
  const [from, to] = [app.node(subject ?? ""), app.node(object ?? "")];
  const relation = app.model.predicates.findIndex(({ name }) => name === predicate);
  if (from < 0 || to < 0 || relation < 0) return notFound("No such edge");
  const claims = sides.alike(from, relation, to);
  const { label, about } = app.model.predicates[relation]!;
  const words = `${app.model.nodes.label.at(from)} ${label} ${app.model.nodes.label.at(to)}`;
  const kinds = claimsByKind(app.model, sides.facts, claims).map(([kind]) => kind);
  const isFact = kinds.some(({ factual }) => factual);
  const title = isFact ? words : `${kinds.map((kind) => kind.title).join(", ") || "Not claimed"}: ${words}`;
  const ends = el("p", { class: "ends soft" }, "From ", nameButton(app, from), " to ", nameButton(app, to));
  const children = [ends, about ? el("p", { class: "soft" }, about) : null, edgeSummary(app, sides.facts, claims), drawnWords(app, sides.facts, claims)];
  return { title, children: [...children.filter((one) => one !== null), ...claimSections(app, sides.facts, claims, true)], claims };
}

/** Say on what kind of saying the edge rests at best, or that none draws it. */
function drawnWords(app: App, facts: Facts, claims: readonly number[]): HTMLElement {
  const drawn = claims.filter((claim) => app.model.claims.level[claim] !== NEVER);
  const lines = [...new Set(drawn.map((claim) => app.model.claims.line[claim]!))].sort((one, other) => one - other);
  const others = claims.length - drawn.length;
  const kinds = [...new Set(claims.filter((one) => !drawn.includes(one)).map((one) => kindOf(app.model, facts, one).title.toLowerCase()))];
  const rest = others ? ` ${counted(others, "claim")} of it ${others === 1 ? "is" : "are"} never drawn: ${kinds.join(", ")}.` : "";
  const [best] = lines;
  return el("p", { class: "soft" }, best === undefined ? `Never drawn as an edge: ${kinds.join(", ")}.` : `${capital(app.model.lines[best]!.about)}.${rest}`);
}

// --- a claim --------------------------------------------------------------------------------

function shownClaim(app: App, sides: Sides, claim: number): ShownEvidence {
  if (claim < 0) return notFound("No such claim");
  const { model } = app;
  const kind = kindOf(model, sides.facts, claim);
  const [subject, predicate, object] = [model.claims.subject[claim]!, model.claims.predicate[claim]!, model.claims.object[claim]!];
  const about = kind.factual || kind.key === "inferred" ? [] : [el("p", { class: "soft" }, kind.about)];
  const children = [...about, claimCard(app, sides.facts, claim), whyDrawn(app, sides.facts, claim)];
  const alike = object === LITERAL ? [] : sides.alike(subject, predicate, object);
  if (alike.length > 1) {
    const ids = [model.nodes.id.at(subject), model.predicates[predicate]!.name, model.nodes.id.at(object)];
    const choose = (): void => app.set({ edge: ids.join(" "), claim: null, entity: null });
    const all = button(`All ${counted(alike.length, "claim")} of the same`, choose, { class: "plain" });
    children.push(el("p", {}, all));
  }
  const title = capital(voicedLeadOf(model, sides.facts, claim));
  return { title, children, claims: [claim] };
}

/** Say whether it is a plain edge too, and why. */
function whyDrawn(app: App, facts: Facts, claim: number): HTMLElement {
  return el("p", { class: "soft why-drawn" }, drawnReason(app, facts, claim));
}

function drawnReason(app: App, facts: Facts, claim: number): string {
  if (app.model.claims.object[claim] === LITERAL) return `Its object is a value (“${objectOf(app.model, claim)}”), so no edge shows it.`;
  const level = app.model.claims.level[claim];
  const { mode, certainty, polarity, rank } = axesOf(app.model, facts, claim);
  if (level === STRICT) return "Drawn as an edge under every policy.";
  if (level === DEFAULT) return `Drawn as an edge under the policies default and wide${mode === "inferred" ? ", as an inference" : ""}.`;
  if (level === WIDE) return "Drawn only under the policy wide, as unconfirmed.";
  if (rank === "deprecated") return "Never drawn: it is kept for the record only.";
  if (polarity !== "positive") return `Never drawn: ${polarity === "negative" ? "a denial is no edge" : "the voice leaves it open"}.`;
  const mode_ = app.model.modes[facts.claims.mode[claim]!]!.label;
  return certainty === "unspecified" ? "Never drawn: its certainty is not stated." : `Never drawn: what is “${mode_}” is not told as a fact.`;
}

// --- what the filters leave out -------------------------------------------------------------

const NOTED = new WeakMap<HTMLElement, readonly number[]>();

/** Tell how many of the claims don't pass the filters: the panel shows all of them all the same. */
function filterNote(app: App, claims: readonly number[]): HTMLElement {
  const note = el("p", { class: "filter-note" });
  NOTED.set(note, [...new Set(claims)]);
  sayFiltered(app, note);
  return note;
}

function updateFilterNote(app: App, panel: HTMLElement): void {
  const note = panel.querySelector<HTMLElement>(".filter-note");
  if (note !== null) sayFiltered(app, note);
}

function sayFiltered(app: App, note: HTMLElement): void {
  const claims = NOTED.get(note) ?? [];
  const outside = claims.filter((claim) => !app.visible.claims[claim]).length;
  note.hidden = outside === 0;
  const [all, some] = ["This claim does not pass the filters.", `${outside} of ${counted(claims.length, "claim")} below don’t pass the filters.`];
  note.textContent = claims.length === 1 ? all : some;
}
