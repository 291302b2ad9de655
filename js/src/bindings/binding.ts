import type { Figures, Statistics } from "../decode";
import type { Matrices, Matrix } from "../derive/confusion";
import type { Correction } from "../derive/corrections";
import type { Counts } from "../derive/counts";
import type { Told } from "../derive/detail";
import type { Listings } from "../derive/listing";
import type { Order } from "../derive/orders";
import type { Rankings, Stretch, Verdict } from "../derive/ranked";
import type { Scored } from "../late";
import type { Found } from "../search";
import type { Selected } from "../selection";

/** A thumbnail that is here, or the reason why there is none. */
export type Picture = { readonly src: string; readonly problem: string };

/** What can be shown before the lists are here: the numbers, and what is selected. */
export interface EarlyScene {
  readonly statistics: Figures;
  readonly selected: Selected;
  /** How much of what is selected is here, up to 1. */
  readonly arrived: number;
  /** Whether the rest will never come: it was not saved, and no kernel is there to send it. */
  readonly lost: boolean;
}

/** What all bindings show from: the numbers, what is selected, and the pictures that are here. */
export interface Scene extends EarlyScene {
  readonly statistics: Statistics;
  readonly rankings: Rankings;
  readonly listings: Listings;
  readonly matrices: Matrices;
  picture(item: number): Picture | undefined;
  /** The picture at its full size: undefined while it is on its way. */
  full(item: number): Picture | undefined;
  /** What only Python knows of an item: undefined while it is asked, an Error where it cannot be. */
  told(item: number, label: number): Told | Error | undefined;
  /** A stretch that was not sent: undefined while Python is asked for it, an Error where it cannot be had. */
  late(
    verdict: Verdict,
    label: number,
    step: number,
    offset: number,
    size: number,
    order?: Order,
    search?: string,
  ): Stretch | Error | undefined;
  /** The same of a range of scores. */
  scored(about: Scored): Stretch | Error | undefined;
  /** The items in whose ids, and in whose metadata where Python has been asked, a text is found. */
  find(query: string): Found;
  /** The counts if corrections are right, where it takes Python to tell. */
  corrected(corrections: readonly Correction[]): Counts | Error | undefined;
  /** Whether there is a change of the corrections to take back. */
  readonly canUndo: boolean;
  /** Multi-label: how often a label is predicted where only another is true; undefined while Python counts. */
  pairs(size: number, step: number): Matrix | Error | undefined;
}

/** What a person did at a widget. */
export interface Act {
  select(change: Partial<Selected>): void;
  /** Something that only this widget shows differently has changed: its page, its order, its filter. */
  refresh(): void;
  /** Change the corrections as they are now, which may be other ones than those that were shown. */
  correct(change: (corrections: readonly Correction[]) => readonly Correction[]): void;
  /** Take the last change of the corrections back. */
  undo(): void;
}

interface Hearing {
  hear(act: Act, signal: AbortSignal): void;
  /** Items whose pictures are on screen, and those that may come next. */
  pictures?(): { shown: number[]; next: number[] };
  /** Whether anybody can see it now; one that does not say so is always seen. */
  seen?(): boolean;
  /** What is selected is not here yet: show that something will come. */
  wait?(): void;
}

/** A visible widget: `show` writes its traits, `hear` listens to the person. Alone in knowing the names of its traits. */
export interface Binding extends Hearing {
  readonly needs?: "lists";
  show(scene: Scene): void;
}

/** One that needs nothing but what is counted, and so does not wait for the lists. */
export interface EarlyBinding extends Hearing {
  readonly needs: "figures";
  show(scene: EarlyScene): void;
}

export type AnyBinding = Binding | EarlyBinding;
