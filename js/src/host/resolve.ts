import type { Model } from "./listen";

/** The part of a widget manager that finds models. */
export interface Manager {
  get_model(id: string): Promise<Model>;
}

const PREFIX = "IPY_MODEL_";
const PAUSE = 100;
const ATTEMPTS = 300;

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end, { once: true });
  });
}

/** The model behind a reference. Hosts may open children after their parents, so it is awaited for half a minute. */
export async function resolve(manager: Manager, reference: string, signal: AbortSignal): Promise<Model | undefined> {
  if (!reference.startsWith(PREFIX)) throw new Error(`not a reference to a widget: ${reference}`);
  const id = reference.slice(PREFIX.length);
  for (let attempt = 1; !signal.aborted; attempt++) {
    try {
      return await manager.get_model(id);
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
    await pause(PAUSE, signal);
  }
  return undefined;
}
