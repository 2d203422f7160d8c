// The drawing as SVG text: real lines and letters, every text escaped, with title, legend and where it comes from.

import type { Sight } from "./camera";
import { screenX, screenY } from "./camera";
import { arrowhead, CURVE, curveX, curveY, linkShape, traced } from "./curve";
import { linkWords } from "./labels";
import type { Label } from "./labels";
import { cornersOf } from "./marks";
import type { Painter } from "./painter";
import type { Scene } from "./scene";
import { PALE, arrowLength, dashesOf, lineWidth } from "./strokes";

/** What stands around the drawing. */
export interface Caption {
  readonly title: string;
  readonly notes: readonly string[];
}

export const PICTURE_HEAD = 48; // pixels above the drawing
export const PICTURE_FOOT = 18; // pixels a line below it
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Escape text for XML, without the characters that XML can't hold. */
function xmlEscaped(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (char) => ENTITY[char]!);
}

/** Draw what is in sight. */
export function svgOf(painter: Painter, sight: Sight, caption: Caption): string {
  const { scene, ink } = painter;
  const links = [...painter.linksIn(sight)].sort((one, other) => scene.links.line[other]! - scene.links.line[one]!);
  const nodes = painter.nodesIn(sight);
  const pen = document.createElement("canvas").getContext("2d")!;
  const words = links.length <= 600 ? Uint32Array.from(links) : null;
  const labels = painter.labels.placed(pen, sight, ink, words, painter.strokes);
  const height = sight.height + PICTURE_HEAD + PICTURE_FOOT * (caption.notes.length + 2) + 14;
  const rows = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${sight.width}" height="${height}" viewBox="0 0 ${sight.width} ${height}" `
      + `font-family="${xmlEscaped(ink.font)}" role="img" aria-label="${xmlEscaped(caption.title)}">`,
    `<title>${xmlEscaped(caption.title)}</title><desc>${xmlEscaped(caption.notes.join(" "))}</desc>`,
    `<rect width="100%" height="100%" fill="${ink.ground}"/>`,
    `<text x="16" y="30" font-size="18" font-weight="600" fill="${ink.text}">${xmlEscaped(caption.title)}</text>`,
    `<svg y="${PICTURE_HEAD}" width="${sight.width}" height="${sight.height}" overflow="hidden">`,
    ...links.map((link) => svgLink(painter, sight, link)),
    ...Array.from(nodes, (node) => svgNode(painter, sight, node)),
    ...labels.map((label) => svgLabel(painter, label)),
    "</svg>",
    ...svgFoot(painter, sight, caption, sight.height + PICTURE_HEAD),
    "</svg>",
  ];
  return rows.join("\n");
}

function svgLink(painter: Painter, sight: Sight, link: number): string {
  const { scene } = painter;
  const stroke = painter.strokes[scene.links.line[link]!]!;
  const scale = scene.scale(sight.zoom);
  const bundle = scene.links.size[link]! > 1;
  const curve = new Float64Array(CURVE);
  const head = new Float64Array(6);
  const loop = linkShape(scene, sight, link, curve);
  const width = lineWidth(stroke, scale, bundle);
  const pale = scene.pale[link] === 1;
  const dashes = dashesOf(stroke, scale).map((length) => length.toFixed(1)).join(" ");
  const target = scene.links.to[link]!;
  const tip = arrowhead(head, curve, loop, scene.radius[target]! * scale * 1.12 + 1.5, arrowLength(stroke, scale, bundle));
  const corners = Array.from(head, (number) => number.toFixed(1)).join(" ");
  const count = bundle
    ? `<text x="${curveX(curve, loop, 0.5).toFixed(1)}" y="${curveY(curve, loop, 0.5).toFixed(1)}" font-size="11" `
      + `font-weight="600" text-anchor="middle" fill="${painter.ink.text}" ${svgHalo(painter)}>${scene.links.size[link]}</text>`
    : "";
  return (
    `<g><title>${xmlEscaped(linkTitle(painter, link))}</title>`
    + `<path d="${traced(curve, loop, scene.links.slot[link] === 0)}" fill="none" stroke="${stroke.colour}" `
    + `stroke-width="${width.toFixed(2)}"${dashes === "" ? "" : ` stroke-dasharray="${dashes}"`}${pale ? ` opacity="${PALE}"` : ""}/>`
    + `${tip ? `<polygon points="${corners}" fill="${pale ? painter.ink.ground : stroke.colour}" stroke="${stroke.colour}"/>` : ""}${count}</g>`
  );
}

function linkTitle(painter: Painter, link: number): string {
  const { scene } = painter;
  const { label } = scene.model.nodes;
  return `${label.at(scene.links.from[link]!)} ${linkWords(scene, link, painter.strokes)} ${label.at(scene.links.to[link]!)}`;
}

function svgNode(painter: Painter, sight: Sight, node: number): string {
  const { scene } = painter;
  const group = scene.model.nodes.group[node]!;
  const radius = Math.max(0.8, scene.radius[node]! * scene.scale(sight.zoom));
  const mark = svgMark(
    scene.model.groups[group]?.shape ?? "dot", screenX(sight, scene.x[node]!), screenY(sight, scene.y[node]!), radius,
    painter.colours[group] ?? painter.ink.soft, painter.ink.ground,
  );
  return `<g><title>${xmlEscaped(scene.model.nodes.label.at(node))}</title>${mark}</g>`;
}

function svgMark(shape: string, x: number, y: number, radius: number, colour: string, rim: string): string {
  const look = `fill="${colour}" stroke="${rim}" stroke-width="1.5" paint-order="stroke"`;
  const corners = cornersOf(shape);
  if (corners.length === 0) return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius.toFixed(1)}" ${look}/>`;
  const points = corners.map((corner) => `${(x + corner.x * radius).toFixed(1)},${(y + corner.y * radius).toFixed(1)}`);
  return `<polygon points="${points.join(" ")}" ${look}/>`;
}

function svgHalo(painter: Painter): string {
  return `stroke="${painter.ink.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`;
}

function svgLabel(painter: Painter, label: Label): string {
  const { ink } = painter;
  const turn = label.turn === 0 ? "" : ` transform="rotate(${((label.turn * 180) / Math.PI).toFixed(1)} ${label.x.toFixed(1)} ${label.y.toFixed(1)})"`;
  return (
    `<text x="${label.x.toFixed(1)}" y="${label.y.toFixed(1)}" dy=".35em" text-anchor="middle" font-size="${label.size}"`
    + `${label.strong ? ' font-weight="600"' : ""} fill="${label.link >= 0 ? ink.soft : ink.text}" ${svgHalo(painter)}${turn}>`
    + `${xmlEscaped(label.text)}</text>`
  );
}

/** Groups and kinds of lines that are drawn, in the model's order. */
export function legendOf(scene: Scene): { groups: number[]; lines: number[] } {
  const groups = new Set<number>();
  const lines = new Set<number>();
  for (const node of scene.nodes) groups.add(scene.model.nodes.group[node]!);
  for (let link = 0; link < scene.links.count; link++) lines.add(scene.links.line[link]!);
  return { groups: [...groups].sort((a, b) => a - b), lines: [...lines].sort((a, b) => a - b) };
}

function svgFoot(painter: Painter, sight: Sight, caption: Caption, top: number): string[] {
  const { scene, ink, strokes, colours } = painter;
  const { groups, lines } = legendOf(scene);
  const text = (x: number, y: number, words: string, colour: string) =>
    `<text x="${x.toFixed(1)}" y="${y}" font-size="12" fill="${colour}">${xmlEscaped(words)}</text>`;
  const rows: string[] = [];
  let x = 16;
  for (const group of groups) {
    const { shape, label } = scene.model.groups[group]!;
    rows.push(svgMark(shape, x + 6, top + 14, 5.5, colours[group]!, ink.ground), text(x + 17, top + 18, label, ink.text));
    x += 34 + label.length * 6.7;
  }
  x = 16;
  for (const line of lines) {
    const stroke = strokes[line]!;
    const dashes = stroke.dashes.length === 0 ? "" : ` stroke-dasharray="${stroke.dashes.join(" ")}"`;
    rows.push(
      `<path d="M${x.toFixed(1)} ${top + 32}h34" stroke="${stroke.colour}" stroke-width="${stroke.width}"${dashes}/>`,
      text(x + 40, top + 36, stroke.words, ink.text),
    );
    x += 60 + stroke.words.length * 6.7;
  }
  caption.notes.forEach((note, place) => rows.push(text(16, top + 36 + PICTURE_FOOT * (place + 1), note, ink.soft)));
  return sight.width > 0 ? rows : [];
}
