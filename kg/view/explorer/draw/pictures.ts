// What is seen as a file: SVG, and PNG at twice the size. Both carry title, legend, what was left out, and the source.

import { counted, numbered } from "../dom";
import type { App } from "../contract";
import type { Painter } from "./painter";
import type { Sight } from "./camera";
import { PALE_WORDS } from "./strokes";
import { PICTURE_FOOT, PICTURE_HEAD, legendOf, svgOf } from "./svg";
import type { Caption } from "./svg";
import { markPath } from "./marks";

const PNG_TIMES = 2;
const NAMED = 4; // documents that are named; more are counted
const LETTER = 6.6; // pixels of a letter of a note, about
const MOST_LINES = 8;

/** Title and notes of a picture: what is in it, what is not, and where it comes from. */
function captionOf(app: App, painter: Painter, sight: Sight): Caption {
  const { model, state, visible } = app;
  const [nodes, links] = [painter.nodesIn(sight).length, painter.linksIn(sight).length];
  const window = state.window === null ? "" : `, ${state.window[0]} to ${state.window[1]}`;
  const documents = model.facts?.documents ?? [];
  const sources = documents.length > 0 && documents.length <= NAMED
    ? documents.map(({ title, publisher, issued }) => [publisher, title, issued].filter(Boolean).join(", ")).join("; ")
    : counted(documents.length, "document");
  const letters = Math.max(30, Math.floor((sight.width - 32) / LETTER));
  return {
    title: shortTo(model.title, Math.floor(letters * 0.66)),
    notes: [
      `${counted(nodes, "entity", "entities")} and ${counted(links, "edge")} in sight, of ${numbered(visible.nodeCount)} and `
        + `${numbered(visible.edgeCount)} drawn; policy ${state.policy}${window}. Predictions, denials and the like are never drawn.`,
      ...(painter.scene.pale.includes(1) ? [`${PALE_WORDS}.`] : []),
      `Source: ${sources}. Each edge is a claim with its sentence, in the explorer that this picture was made with (kg-explorer).`,
    ].flatMap((note) => wrapped(note, letters)),
  };
}

/** Break a text into lines of at most so many letters. */
function wrapped(text: string, most: number): string[] {
  const lines = [""];
  for (const word of text.split(/\s+/).map((one) => shortTo(one, most))) {
    const last = lines[lines.length - 1]!;
    if (last !== "" && last.length + word.length >= most) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.slice(0, MOST_LINES);
}

function shortTo(text: string, most: number): string {
  const letters = Array.from(text.slice(0, most * 2 + 2));
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : letters.join("");
}

/** Hand a file to the reader. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function saveSvg(app: App, painter: Painter, sight: Sight): void {
  const text = svgOf(painter, sight, captionOf(app, painter, sight));
  saveFile(`${fileName(app)}.svg`, new Blob([text], { type: "image/svg+xml" }));
}

export function savePng(app: App, painter: Painter, sight: Sight): void {
  const canvas = drawnPng(app, painter, sight);
  canvas.toBlob((blob) => {
    if (blob !== null) saveFile(`${fileName(app)}.png`, blob);
    else app.say("The picture is too large for this browser.");
  });
}

function fileName(app: App): string {
  return app.model.title.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).toLowerCase() || "network";
}

function drawnPng(app: App, painter: Painter, sight: Sight): HTMLCanvasElement {
  const caption = captionOf(app, painter, sight);
  const steps = painter.paint(document.createElement("canvas"), sight, PNG_TIMES, true);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const made = document.createElement("canvas");
  const height = sight.height + PICTURE_HEAD + PICTURE_FOOT * (caption.notes.length + 2) + 14;
  [made.width, made.height] = [sight.width * PNG_TIMES, height * PNG_TIMES];
  const pen = made.getContext("2d", { alpha: false })!;
  pen.fillStyle = painter.ink.ground;
  pen.fillRect(0, 0, made.width, made.height);
  pen.drawImage(step.value.canvas, 0, PICTURE_HEAD * PNG_TIMES);
  pen.scale(PNG_TIMES, PNG_TIMES);
  pen.fillStyle = painter.ink.text;
  pen.font = `600 18px ${painter.ink.font}`;
  pen.fillText(caption.title, 16, 30, sight.width - 32);
  drawnLegend(pen, painter, sight.height + PICTURE_HEAD);
  pen.fillStyle = painter.ink.soft;
  caption.notes.forEach((note, place) => {
    pen.fillText(note, 16, sight.height + PICTURE_HEAD + 36 + PICTURE_FOOT * (place + 1), sight.width - 32);
  });
  return made;
}

function drawnLegend(pen: CanvasRenderingContext2D, painter: Painter, top: number): void {
  const { scene, ink, strokes, colours } = painter;
  const { groups, lines } = legendOf(scene);
  pen.font = `12px ${ink.font}`;
  let x = 16;
  for (const group of groups) {
    const { shape, label } = scene.model.groups[group]!;
    pen.fillStyle = colours[group]!;
    pen.beginPath();
    markPath(pen, shape, x + 6, top + 14, 5.5);
    pen.fill();
    pen.fillStyle = ink.text;
    pen.fillText(label, x + 17, top + 18);
    x += 34 + pen.measureText(label).width;
  }
  x = 16;
  for (const line of lines) {
    const stroke = strokes[line]!;
    pen.strokeStyle = stroke.colour;
    pen.lineWidth = stroke.width;
    pen.setLineDash([...stroke.dashes]);
    pen.beginPath();
    pen.moveTo(x, top + 32);
    pen.lineTo(x + 34, top + 32);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillText(stroke.words, x + 40, top + 36);
    x += 60 + pen.measureText(stroke.words).width;
  }
}
