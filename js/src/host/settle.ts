/**
 * Calls `send` at once for the first of several changes, then when they have ended: when none has come for a while
 * (`quiet` milliseconds), at the latest after `longest`.
 */
export class Settle {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;
  #sentAt = 0;
  readonly #send: () => void;
  readonly #quiet: number;
  readonly #longest: number;

  constructor(send: () => void, quiet: number, longest: number, signal: AbortSignal) {
    this.#send = send;
    this.#quiet = quiet;
    this.#longest = longest;
    signal.addEventListener("abort", () => this.cancel(), { once: true });
  }

  call(): void {
    this.#waiting = true;
    if (this.#timer === undefined) this.#fire();
    else this.#wait(Math.min(this.#quiet, this.#sentAt + this.#longest - performance.now()));
  }

  /** Forget what has not been sent. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = false;
  }

  #wait(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, time));
  }

  #fire(): void {
    if (!this.#waiting) {
      this.#timer = undefined;
      return;
    }
    this.#waiting = false;
    this.#sentAt = performance.now();
    this.#wait(this.#quiet);
    this.#send();
  }
}
