// What the page says, as elements. Whatever strangers wrote is set as text, never as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const [stage, panel, tip, query, found, status] = ["network", "panel", "tip", "query", "found", "status"].map(at);
const entities = new Map(data.entities.map((one) => [one.id, one]));
const byName = new Map(data.entities.map((one) => [one.name, one.id]));
const documents = new Map();
const facts = new Map(data.facts.map((one) => [one.id, one]));
const touching = new Map(data.entities.map((one) => [one.id, []]));
const untold = new Map(data.entities.map((one) => [one.id, []])); // claims about a node that no edge stands for
for (const fact of data.facts) for (const end of new Set([fact.from, fact.to])) touching.get(end).push(fact);
const FEW_EDGES = 40; // with so few every edge is labelled
const NEAR = 0.95; // from this zoom on, edges are labelled
const FACE = getComputedStyle(document.body).fontFamily;
const ALONG = [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75]; // where along an edge its label may stand
const MOST_ENDS = 12; // edges at a node; among more, no side of it is free
const FIRST = 14; // so many labels of the most connected come first, whatever lies under them
const FARTHEST = 0.03; // zoom; also where there is no room at all
const COARSE = 1500; // nodes; above, labels wait until the drawing stands still

// --- the words: read when somebody first asks for them, so that the drawing comes first ----------
let read = false;
const words = () => {
  if (read || document.readyState === "loading") return read;
  const rest = JSON.parse(at("words").textContent);
  data.entities.forEach((one, index) => Object.assign(one, rest.entities[index]));
  data.facts.forEach((one, index) => Object.assign(one, rest.facts[index]));
  for (const claim of rest.untold) for (const end of claim.about) untold.get(end).push(claim);
  for (const [name, told_] of Object.entries(rest.documents)) documents.set(name, told_);
  read = true;
  return true;
};

// --- elements -------------------------------------------------------------------------------
const make = (tag, properties, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
  return element;
};
const text = (tag, content, name = "") => {
  const element = make(tag, { dir: "auto", ...(name && { class: name }) });
  element.textContent = content;
  return element;
};
const button = (content, action) => {
  const element = make("button", { type: "button", class: "link", dir: "auto", onclick: action });
  element.textContent = content;
  return element;
};

// --- what is said ---------------------------------------------------------------------------
const quoted = ([quote, document_]) => {
  const [title, issued, publisher] = documents.get(document_) ?? [document_, "", ""];
  const source = text("cite", [publisher, title, issued].filter(Boolean).join(", "));
  const block = text("blockquote", "");
  block.append(text("span", `“${quote}”`), source);
  return block;
};
const labelled = (name, words, between = ": ") => {
  const line = text("p", "", "why");
  line.append(text("b", `${name}${between}`), text("span", words));
  return line;
};
const claimCard = (claim, heading) => {
  const card = make("article", { class: "claim" }, heading);
  for (const condition of claim.conditions) card.append(labelled("On the condition that", condition, " "));
  if (claim.inferred) card.append(labelled("Why", claim.rationale), labelled("It rests on", ""));
  card.append(...claim.quotes.map(quoted));
  const rows = [
    ["Said by", claim.voices],
    ["How", [claim.mode, claim.certainty, claim.denied ? "denied" : ""].filter(Boolean).join(", ")],
    ["When", [claim.when, claim.basis].filter(Boolean).join(" · ")],
    ...(claim.also ?? []),
    ["Note", claim.note],
  ];
  const list = make("dl");
  for (const [name, value] of rows) if (value) list.append(text("dt", name), text("dd", value));
  card.append(list);
  return card;
};
const edgeContent = (fact, limit = Infinity) => {
  const shown = fact.claims.slice(0, limit);
  const more = fact.claims.length - shown.length;
  return [
    text("p", capital(data.lines[fact.line]), "kind"),
    fact.maybe ? text("p", "May hold in the chosen time: its own time is wider, or not exact", "kind") : "",
    ...shown.map((claim) => claimCard(claim)),
    more > 0 ? text("p", `and ${more} more; click to read`, "more") : "",
  ];
};
const capital = (words) => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
const sentence = ({ sentence: parts, mark }) => `${mark ? `${capital(mark)}: ` : ""}${parts.join(" ")}`;
// What keeps a sentence from being a plain fact stands before it.
const marked = (mark) => (mark ? [text("span", capital(mark), "mark"), " "] : []);
// the same as elements: a name that runs from right to left must not turn its neighbours around
const told = (tag, { sentence: parts, mark, kind }, name = "") => {
  const element = make(tag, name && { class: name });
  element.append(...marked(mark || kind));
  parts.forEach((part, index) => element.append(index ? " " : "", text("bdi", part)));
  return element;
};
