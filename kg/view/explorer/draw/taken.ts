// Space on the screen that is taken, as a grid of what takes it.

/** What takes space: big names may lie over small marks, and the biggest over any; no text over a text. */
export const FREE = 0;
export const MARK = 1;
export const BIG_MARK = 2;
export const TEXT = 3;

const GRAIN = 6; // pixels of a cell of the grid

export class Taken {
  private readonly across: number;
  private readonly down: number;
  private readonly cells: Uint8Array;
  private readonly width: number;
  private readonly height: number;

  constructor(width: number, height: number) {
    [this.width, this.height] = [width, height];
    this.across = Math.ceil(width / GRAIN) + 1;
    this.down = Math.ceil(height / GRAIN) + 1;
    this.cells = new Uint8Array(this.across * this.down);
  }

  /** Look whether a box is free of what is below `level` (FREE: of anything). Outside the screen nothing is free. */
  isFree(x: number, y: number, width: number, height: number, level: number): boolean {
    const [left, right] = [Math.floor((x - width / 2) / GRAIN), Math.floor((x + width / 2) / GRAIN)];
    const [top, bottom] = [Math.floor((y - height / 2) / GRAIN), Math.floor((y + height / 2) / GRAIN)];
    if (x < width / 2 || y < height / 2 || x + width / 2 > this.width || y + height / 2 > this.height) return false;
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) if (this.cells[row * this.across + column]! > level) return false;
    }
    return true;
  }

  take(x: number, y: number, width: number, height: number, level: number): void {
    const [left, right] = [Math.floor((x - width / 2) / GRAIN), Math.floor((x + width / 2) / GRAIN)];
    const [top, bottom] = [Math.floor((y - height / 2) / GRAIN), Math.floor((y + height / 2) / GRAIN)];
    for (let row = Math.max(0, top); row <= Math.min(this.down - 1, bottom); row++) {
      for (let column = Math.max(0, left); column <= Math.min(this.across - 1, right); column++) {
        const cell = row * this.across + column;
        this.cells[cell] = Math.max(this.cells[cell]!, level);
      }
    }
  }

  /** Take a box that is turned, as small boxes along its middle line; false, taking nothing, where it isn't free. */
  takeTurned(x: number, y: number, width: number, height: number, turn: number): boolean {
    const parts = Math.max(1, Math.ceil(width / height));
    const middles = Array.from({ length: parts + 1 }, (_, part) => {
      const along = (part / parts - 0.5) * (width - height);
      return [x + Math.cos(turn) * along, y + Math.sin(turn) * along] as const;
    });
    if (!middles.every(([mx, my]) => this.isFree(mx, my, height, height, FREE))) return false;
    for (const [mx, my] of middles) this.take(mx, my, height, height, TEXT);
    return true;
  }
}
