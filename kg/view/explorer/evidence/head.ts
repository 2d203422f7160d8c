// What the registry says of an entity: type, spellings, identifiers, where it lies. None of it is from a text, and it says so.

import { nameButton, said } from "../claim/card";
import { voicesApart } from "../data/apart";
import { counted, el } from "../dom";
import type { Child } from "../dom";
import { groupSign } from "../controls/signs";
import type { App } from "../contract";
import type { Facts, Model } from "../types";
import { axesOf, capital, groundVoicesOf, listed } from "../words";

const DEGREE_DIGITS = 4; // about 10 metres

/** Elements below an entity's heading. */
export function entityHead(app: App, node: number): HTMLElement[] {
  const { nodes, types, groups } = app.model;
  const type = types[nodes.type[node]!]!;
  const group = groups[nodes.group[node]!]!;
  const kind = el("p", { class: "kind-of", title: type.about || false }, groupSign(group), capital(type.label));
  const { facts } = app.model;
  if (facts === null) return [kind];
  const about = facts.nodes.description.at(node);
  return [kind, ...(about ? [el("p", { class: "about", dir: "auto" }, about)] : []), registryList(app, facts, node)];
}

function registryList(app: App, facts: Facts, node: number): HTMLElement {
  const list = el("dl", { class: "registry" });
  const put = (name: string, ...told: readonly Child[]): void => list.append(el("dt", {}, name), el("dd", {}, ...told.filter((one) => one !== null)));
  const aliases = splitLines(facts.nodes.aliases.at(node));
  if (aliases.length) put("Also spelt", ...aliases.flatMap((one, at) => [at ? " · " : null, said(one)]));
  const position = positionWords(facts.nodes.latitude[node]!, facts.nodes.longitude[node]!);
  if (position) put("Position", position);
  const within = [...listed(facts.nodes.within, node)];
  if (within.length) put("Lies in", ...within.flatMap((one, at) => [at ? ", " : null, nameButton(app, one)]));
  for (const external of splitLines(facts.nodes.external.at(node))) put(...identifierParts(app.model, external));
  if (list.childElementCount) list.append(el("dd", { class: "soft source" }, "From the registry, not from the texts."));
  return list;
}

function splitLines(text: string): string[] {
  return text.split("\n").filter(Boolean);
}

/** Degrees as atlases write them: "35.0198° N, 40.4515° E"; empty where unknown. */
function positionWords(latitude: number, longitude: number): string {
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) return "";
  const said_ = (degrees: number, ahead: string, behind: string): string =>
    `${Math.abs(degrees).toFixed(DEGREE_DIGITS)}° ${degrees < 0 ? behind : ahead}`;
  return `${said_(latitude, "N", "S")}, ${said_(longitude, "E", "W")}`;
}

/** An identifier's scheme, itself, and the address that it leads to: a link only where that is the web's. */
function identifierParts(model: Model, external: string): [string, ...Child[]] {
  const at = external.indexOf(":");
  const [name, identifier] = [external.slice(0, at), external.slice(at + 1)];
  const scheme = model.schemes.find((one) => one.name === name);
  const address = scheme?.template.replaceAll("{id}", () => identifier) ?? "";
  const told = said(identifier);
  if (!address) return [scheme?.label ?? name, told];
  if (!isOnTheWeb(address)) return [scheme!.label, told, " ", said(address, "address")];
  const link = el("a", { href: address, rel: "noreferrer noopener", target: "_blank", class: "address" }, address);
  return [scheme!.label, told, " ", link];
}

function isOnTheWeb(address: string): boolean {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** Count who says what an edge says; a curator's inference is nobody's saying, whatever it rests on. */
export function edgeSummary(app: App, facts: Facts, claims: readonly number[]): HTMLElement {
  const isInferred = (claim: number): boolean => axesOf(app.model, facts, claim).mode === "inferred";
  const said_ = claims.filter((claim) => !isInferred(claim));
  const inferred = claims.filter(isInferred);
  const names = (of: readonly number[]): Child[] => of.flatMap((voice, at) => [at === 0 ? null : at === of.length - 1 ? " and " : ", ", nameButton(app, voice)]);
  const voices = voicesApart(facts, said_);
  const told: Child[] = said_.length ? [`${counted(said_.length, "claim")}, ${counted(voices.length, "independent voice")}: `, ...names(voices), inferred.length ? "; " : null] : [];
  const grounds = [...new Set(inferred.flatMap((claim) => groundVoicesOf(app.model, facts, claim)))];
  if (inferred.length) told.push(`${counted(inferred.length, "claim")} inferred by a curator, from claims by `, ...names(grounds), said_.length ? null : ". No voice says it");
  return el("p", { class: "summary" }, ...told, ".");
}
