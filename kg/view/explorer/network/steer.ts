// The drawing by keyboard: from node to node in the direction of an arrow, and what is said of each.

import { counted } from "../dom";
import type { Scene } from "../draw/scene";

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const ASIDE = 2.2; // how much a step to the side counts against one ahead

/** The nearest node in the direction of an arrow key; -1 where there is none. Without a start, the biggest node. */
export function nextNode(scene: Scene, node: number, key: string): number {
  const direction = DIRECTIONS[key];
  if (direction === undefined) return -1;
  if (node < 0 || scene.drawn[node] !== 1) return scene.nodes[scene.nodes.length - 1] ?? -1;
  const [ahead, down] = direction;
  let [best, least] = [-1, Infinity];
  for (const other of scene.nodes) {
    const [dx, dy] = [scene.x[other]! - scene.x[node]!, scene.y[other]! - scene.y[node]!];
    const forward = dx * ahead + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * ahead);
    if (other === node || forward <= 0 || aside > forward * 1.4) continue;
    const distance = forward + ASIDE * aside;
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}

/** What a screen reader is told of a node. */
export function nodeWords(scene: Scene, node: number): string {
  const { model } = scene;
  const type = model.types[model.nodes.type[node]!]?.label ?? "";
  return `${model.nodes.label.at(node)}, ${type}, ${counted(scene.linksAt(node).length, "edge")} drawn`;
}
