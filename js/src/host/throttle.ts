/** Calls `send` at once, then at most once per `pause` milliseconds, always with a last call after the last change. */
export class Throttle {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting = false;
  readonly #send: () => void;
  readonly #pause: number;

  constructor(send: () => void, pause: number, signal: AbortSignal) {
    this.#send = send;
    this.#pause = pause;
    signal.addEventListener("abort", () => this.cancel(), { once: true });
  }

  call(): void {
    this.#waiting = true;
    if (this.#timer === undefined) this.#fire();
  }

  /** Forget what has not been sent. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = false;
  }

  #fire(): void {
    if (!this.#waiting) {
      this.#timer = undefined;
      return;
    }
    this.#waiting = false;
    this.#timer = setTimeout(() => this.#fire(), this.#pause);
    this.#send();
  }
}
