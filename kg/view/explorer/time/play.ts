// Plays the window over time: it moves by its own unit until its end has come to the end of the strip.

export const SPEEDS: readonly (readonly [string, number])[] = [["Slow", 1600], ["Medium", 800], ["Fast", 350]];

/** Moves on in even steps; a step that takes long is waited for. */
export class Player {
  #timer = 0;
  #running = false;
  readonly #step: () => boolean;
  readonly #changed: (running: boolean) => void;
  pause: number;

  /** `step` moves on and says whether there is more; `changed` is told of beginning and end. */
  constructor(step: () => boolean, changed: (running: boolean) => void, pause: number) {
    this.#step = step;
    this.#changed = changed;
    this.pause = pause;
  }

  get running(): boolean {
    return this.#running;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#changed(true);
    this.#go();
  }

  stop(): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    this.#running = false;
    this.#changed(false);
  }

  #go(): void {
    if (!this.#step()) return this.stop();
    if (this.#running) this.#timer = setTimeout(() => this.#go(), this.pause) as unknown as number;
  }
}
