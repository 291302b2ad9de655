import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeEvaluation, decodeFigures, decodeLists, decodeNames, type Statistics } from "../src/decode";

/** The files that Python writes (tests/contract/golden.py) and both languages read. */
const FOLDER = join(import.meta.dirname, "../../tests/fixtures/wire");

/** Id, label, score, and the notes: what another label is to the item, its name, its score. */
export type GoldenCard = readonly [string, string, string, readonly (readonly [string, string, string])[]];

type GoldenPart = { readonly arrays: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

export interface Golden {
  /** What crosses, by part; no names where items are called by their positions. */
  readonly sent: {
    readonly evaluation: Readonly<Record<string, unknown>>;
    readonly figures: GoldenPart;
    readonly lists: GoldenPart;
    readonly names: GoldenPart | null;
  };
  readonly selections: readonly {
    readonly label: number;
    readonly step: number;
    readonly figures: readonly string[];
    readonly rates: readonly (number | null)[];
    readonly rocAuc: string;
  }[];
  readonly staircases: readonly { readonly label: number; readonly points: readonly [number, number, number][] }[];
  readonly grids: readonly {
    readonly verdict: "tp" | "fn" | "fp";
    readonly label: number;
    readonly step: number;
    readonly page: number;
    readonly pager: string;
    readonly cards: readonly GoldenCard[];
    readonly answer?: Answer;
  }[];
  readonly tables: readonly {
    readonly step: number;
    readonly rows: readonly (readonly string[])[];
    readonly orders: Readonly<Record<string, number[]>>;
    readonly reversed: Readonly<Record<string, number[]>>;
  }[];
  readonly byName: readonly number[] | null;
  readonly matrices: readonly {
    readonly size: number;
    readonly step: number | null;
    readonly rows: readonly number[];
    readonly columns: readonly number[];
    readonly cells: readonly (readonly [number, number, number, string])[];
  }[];
  readonly cells: readonly {
    readonly size: number;
    readonly step: number | null;
    readonly cell: readonly [number, number];
    readonly total: number;
    readonly words: string;
    readonly cards: readonly GoldenCard[];
  }[];
  readonly pairs: readonly {
    readonly size: number;
    readonly step: number;
    readonly codes: readonly number[];
    readonly count: readonly number[][];
    readonly total: readonly number[][];
    readonly texts: readonly string[][];
    readonly answer?: { readonly count: readonly number[][]; readonly total: readonly number[][] };
  }[];
}

/** A page of a list, as the kernel sends it. */
export interface Answer {
  readonly total: number;
  readonly item: readonly number[];
  readonly label: readonly number[];
  readonly score: readonly number[];
}

type Shares = readonly (readonly [number, number, string])[];
type Texts = readonly (readonly [number, string])[];
type Scores = { readonly buffer: string; readonly texts: readonly string[] };

export interface Numbers {
  readonly percents: Shares;
  readonly wholes: Shares;
  readonly singles: Scores;
  readonly doubles: Scores;
  readonly decimals: Texts;
  readonly counts: Texts;
  readonly thresholds: Texts;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), "utf8"));
}

export function numbers(): Numbers {
  return read("numbers.json") as Numbers;
}

export function goldens(): (Golden & { readonly name: string })[] {
  const names = readdirSync(FOLDER).filter((name) => name !== "numbers.json");
  return names.map((name) => ({ name: name.replace(".json", ""), ...(read(name) as Golden) }));
}

/** Bytes in a buffer of their own, which starts at an address that all types allow. */
export function bytes(base64: string): DataView {
  return new DataView(Uint8Array.from(Buffer.from(base64, "base64")).buffer);
}

/** A part as a host hands it out. */
function partIn(part: GoldenPart): Record<string, unknown> {
  const arrays = Object.entries(part.arrays).map(([name, base64]) => [name, bytes(base64)]);
  return { ...part, arrays: Object.fromEntries(arrays) };
}

/** All that crosses, as traits of a coordinator. */
export function traitsIn({ sent }: Golden): Record<string, unknown> {
  const { evaluation, figures, lists, names } = sent;
  return { evaluation, figures_test: partIn(figures), lists_test: partIn(lists), names: names && partIn(names) };
}

/** All that crosses, read. */
export async function statisticsIn({ sent }: Golden): Promise<Statistics> {
  const evaluation = decodeEvaluation(sent.evaluation);
  const figures = decodeFigures(evaluation, "TEST", partIn(sent.figures));
  const ids = sent.names && (await decodeNames(partIn(sent.names)));
  return decodeLists(figures, ids, partIn(sent.lists));
}
