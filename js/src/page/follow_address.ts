import { listen } from "../host/listen";
import type { PageCoordinator } from "../host/page";
import { addressOf, type Known, type Target, targetOf } from "./address";

const TRAITS = ["threshold", "label", "split", "cell"] as const;

function knownTo(model: PageCoordinator): Known {
  const { labels = [], splits = [] } = (model.get("evaluation") ?? {}) as Partial<Known>;
  return { labels, splits };
}

/** The address of what is shown now. */
export function linkTo(model: PageCoordinator, page: string): string {
  const target = Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)])) as unknown as Target;
  return `${page.replace(/#.*$/s, "")}#${addressOf(target, knownTo(model))}`;
}

/** Show what the address points to; gives what is wrong with it, in words, or nothing. */
export function obeyAddress(model: PageCoordinator, hash: string): string {
  try {
    model.set({ ...targetOf(hash, knownTo(model)) });
    return "";
  } catch (error) {
    return `The link cannot be followed: ${(error as Error).message}.`;
  }
}

/** Keep the address where it points to what is shown, so that a bookmark or a reload comes back to it. */
export function writeAddress(model: PageCoordinator, signal: AbortSignal): void {
  const write = () => history.replaceState(null, "", linkTo(model, location.href));
  for (const trait of TRAITS) listen(model, `change:${trait}`, write, signal);
}
