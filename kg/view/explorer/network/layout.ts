// A layout while the reader waits, in a worker: forces after ForceAtlas2, far nodes by Barnes and Hut's tree.
//
// These functions go to the worker as their own text (`layoutWorkerText`), so that the page needs no second bundle.
// Therefore they use nothing from outside but each other, and their numbers stand inside. There is no chance in them:
// the start is where nodes stand, and nodes in one place are moved apart by their number.

/** What the worker is asked: positions, curves' ends, 1 for nodes that stay, rounds. */
export interface LayoutTask {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly fixed: Uint8Array;
  readonly rounds: number;
}

/** What it tells, some times a second and at the end. */
export interface LayoutNews {
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** 0 … 1. */
  readonly done: number;
}

/** A tree of squares: children of square `s` are `child[4 s] …`: below 0 a node (-2 - n), -1 nothing. */
interface LayoutTree {
  readonly child: Int32Array;
  readonly mass: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly side: Float64Array;
  count: number;
}

/** The text that a worker is made from. */
export function layoutWorkerText(): string {
  const parts = [layoutGrow, layoutInsert, layoutPush, layoutRound, layoutRun].map(String);
  return `"use strict";\n${parts.join("\n")}\nonmessage = (event) => (${layoutRun.name})(event.data, (news) => postMessage(news));`;
}

/** Run all rounds, and tell how it goes. */
export function layoutRun(task: LayoutTask, tell: (news: LayoutNews) => void): void {
  const number = task.x.length;
  const x = Float64Array.from(task.x, (value, node) => value + Math.cos(node * 2.4) * 0.01);
  const y = Float64Array.from(task.y, (value, node) => value + Math.sin(node * 2.4) * 0.01);
  const mass = new Float64Array(number).fill(1);
  for (let link = 0; link < task.from.length; link++) {
    if (task.from[link] === task.to[link]) continue;
    mass[task.from[link]!]!++;
    mass[task.to[link]!]!++;
  }
  let told = Date.now();
  for (let round = 0; round < task.rounds; round++) {
    const heat = 160 * (1 - round / task.rounds) ** 1.5 + 0.5;
    layoutRound(task, x, y, mass, heat);
    const last = round + 1 === task.rounds;
    if (!last && Date.now() - told < 90) continue;
    told = Date.now();
    tell({ x: Float32Array.from(x), y: Float32Array.from(y), done: (round + 1) / task.rounds });
  }
}

/** One round: every node is pushed by all, pulled by its neighbours and a little to the middle. */
export function layoutRound(task: LayoutTask, x: Float64Array, y: Float64Array, mass: Float64Array, heat: number): void {
  const number = x.length;
  const tree = layoutGrow(x, y, mass);
  const pull = new Float64Array(2 * number);
  for (let link = 0; link < task.from.length; link++) {
    const one = task.from[link]!;
    const other = task.to[link]!;
    const dx = x[other]! - x[one]!;
    const dy = y[other]! - y[one]!;
    pull[2 * one]! += dx;
    pull[2 * one + 1]! += dy;
    pull[2 * other]! -= dx;
    pull[2 * other + 1]! -= dy;
  }
  const push = new Float64Array(2);
  const moves = new Float64Array(2 * number);
  for (let node = 0; node < number; node++) {
    if (task.fixed[node] === 1) continue;
    layoutPush(tree, node, x, y, mass, push);
    const dx = 0.3 * (pull[2 * node]! / mass[node]! + 1_500 * push[0]! - 0.12 * x[node]!);
    const dy = 0.3 * (pull[2 * node + 1]! / mass[node]! + 1_500 * push[1]! - 0.12 * y[node]!);
    const much = Math.max(1, Math.hypot(dx, dy) / heat);
    moves[2 * node] = dx / much;
    moves[2 * node + 1] = dy / much;
  }
  for (let node = 0; node < number; node++) {
    x[node]! += moves[2 * node]!;
    y[node]! += moves[2 * node + 1]!;
  }
}

/** Build the tree over all nodes. */
export function layoutGrow(x: Float64Array, y: Float64Array, mass: Float64Array): LayoutTree {
  const room = 4 * x.length + 64;
  const tree: LayoutTree = {
    child: new Int32Array(4 * room).fill(-1),
    mass: new Float64Array(room),
    x: new Float64Array(room),
    y: new Float64Array(room),
    side: new Float64Array(room),
    count: 1,
  };
  let reach = 1;
  for (let node = 0; node < x.length; node++) reach = Math.max(reach, Math.abs(x[node]!), Math.abs(y[node]!));
  tree.side[0] = 2.02 * reach;
  for (let node = 0; node < x.length; node++) layoutInsert(tree, node, x, y, mass);
  for (let square = 0; square < tree.count; square++) {
    tree.x[square]! /= tree.mass[square]! || 1;
    tree.y[square]! /= tree.mass[square]! || 1;
  }
  return tree;
}

/** Put a node into the tree, adding its weight to every square that it lies in. */
export function layoutInsert(tree: LayoutTree, node: number, x: Float64Array, y: Float64Array, mass: Float64Array): void {
  let square = 0;
  let [midX, midY, half] = [0, 0, tree.side[0]! / 2];
  let held = node;
  for (let depth = 0; depth < 40; depth++) {
    tree.mass[square]! += mass[node]!;
    tree.x[square]! += mass[node]! * x[node]!;
    tree.y[square]! += mass[node]! * y[node]!;
    const quarter = (x[node]! > midX ? 1 : 0) + (y[node]! > midY ? 2 : 0);
    const place = 4 * square + quarter;
    const there = tree.child[place]!;
    if (there === -1) {
      tree.child[place] = -2 - node;
      return;
    }
    half /= 2;
    midX += quarter & 1 ? half : -half;
    midY += quarter & 2 ? half : -half;
    if (there >= 0) {
      square = there;
      continue;
    }
    if (tree.count >= tree.mass.length || half < 1e-3) return; // one above another: their square stands for both
    held = -2 - there;
    const made = tree.count++;
    tree.side[made] = 2 * half;
    tree.mass[made] = mass[held]!;
    tree.x[made] = mass[held]! * x[held]!;
    tree.y[made] = mass[held]! * y[held]!;
    tree.child[4 * made + (x[held]! > midX ? 1 : 0) + (y[held]! > midY ? 2 : 0)] = there;
    tree.child[place] = made;
    square = made;
  }
}

/** Sum up how all others push a node: by weight over distance. */
export function layoutPush(
  tree: LayoutTree, node: number, x: Float64Array, y: Float64Array, mass: Float64Array, out: Float64Array,
): void {
  const stack = [0];
  let [sumX, sumY] = [0, 0];
  while (stack.length > 0) {
    const square = stack.pop()!;
    for (let place = 4 * square; place < 4 * square + 4; place++) {
      const there = tree.child[place]!;
      if (there === -1 || there === -2 - node) continue;
      const leaf = there < 0;
      const dx = x[node]! - (leaf ? x[-2 - there]! : tree.x[there]!);
      const dy = y[node]! - (leaf ? y[-2 - there]! : tree.y[there]!);
      const square2 = dx * dx + dy * dy;
      if (!leaf && tree.side[there]! ** 2 > 1.2 * square2) {
        stack.push(there);
        continue;
      }
      const weight = (leaf ? mass[-2 - there]! : tree.mass[there]!) / Math.max(square2, 25);
      sumX += dx * weight;
      sumY += dy * weight;
    }
  }
  out[0] = sumX;
  out[1] = sumY;
}
