import { extent } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { PageModel, PageModels } from "../../host/page";

export type Scale = ScaleLinear<number, number, number>;
export type Dimension = "x" | "y";

/** The inside of a figure: its size, and the scale of a mark or an axis in each dimension. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  scale(id: string, dimension: Dimension): Scale;
}

/** Numbers of a trait; in a file a value that is none is null. */
export function numbersOf(model: PageModel, name: string): number[] {
  const values = (model.get(name) ?? []) as ArrayLike<number | null>;
  return Array.from(values, (value) => value ?? Number.NaN);
}

/** The id of a mark's scale; undefined where it has none in that dimension. */
export function scaleIdOf(mark: PageModel, dimension: Dimension): string | undefined {
  return (mark.get("scales") as Partial<Record<Dimension, string>> | undefined)?.[dimension];
}

/** From where to where a scale goes: as Python said, else as far as the marks do. */
function domainOf(scale: PageModel, id: string, marks: readonly PageModel[], dimension: Dimension): [number, number] {
  const min = scale.get("min") as number | null;
  const max = scale.get("max") as number | null;
  if (min !== null && max !== null) return [min, max];
  const shown = marks.filter((mark) => scaleIdOf(mark, dimension) === id);
  const [low = 0, high = 1] = extent(shown.flatMap((mark) => numbersOf(mark, dimension)));
  return [min ?? low, max ?? high];
}

export function frameOf(width: number, height: number, marks: readonly PageModel[], models: PageModels): Frame {
  const ranges = { x: [0, width], y: [height, 0] };
  return {
    width,
    height,
    scale(id, dimension) {
      const model = models.find(id);
      const range = model.get("reverse") ? [...ranges[dimension]].reverse() : ranges[dimension];
      return scaleLinear(domainOf(model, id, marks, dimension), range).unknown(Number.NaN);
    },
  };
}
