import { min, pairs } from "d3-array";
import { line, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { h, type VNode } from "vue";
import type { PageModel } from "../../host/page";
import { type Dimension, type Frame, numbersOf, type Scale, scaleIdOf } from "./scales";

type Point = readonly [x: number, y: number];

const DASHES: Record<string, string | undefined> = { dashed: "10,10", dotted: "2,10", dash_dotted: "10,5,2,5" };
const SYMBOLS: Record<string, typeof symbolCircle> = {
  circle: symbolCircle,
  cross: symbolCross,
  diamond: symbolDiamond,
  square: symbolSquare,
  "triangle-up": symbolTriangle,
};

function scaleOf(mark: PageModel, frame: Frame, dimension: Dimension): Scale {
  const id = scaleIdOf(mark, dimension);
  if (id === undefined) throw new Error(`a mark has no scale for ${dimension}`);
  return frame.scale(id, dimension);
}

function pointsOf(mark: PageModel, frame: Frame): Point[] {
  const [x, y] = [scaleOf(mark, frame, "x"), scaleOf(mark, frame, "y")];
  const heights = numbersOf(mark, "y");
  return numbersOf(mark, "x").map((value, i) => [x(value), y(heights[i] ?? Number.NaN)] as const);
}

/** One of a list of looks that begins anew where it is shorter than what it is for. */
function nth<T>(mark: PageModel, name: string, at: number, otherwise: T): T {
  const values = (mark.get(name) ?? []) as readonly T[];
  return values.length > 0 ? (values[at % values.length] ?? otherwise) : otherwise;
}

/** What a click on an element of the mark does: it is selected. */
function onClick(mark: PageModel, at: number): object {
  const { click } = (mark.get("interactions") ?? {}) as { click?: string };
  return click === "select" ? { onClick: () => mark.set({ selected: [at] }), class: "aew-plot-pick" } : {};
}

function drawLines(mark: PageModel, frame: Frame): VNode[] {
  const path = line<Point>().defined(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y));
  return [
    h("path", {
      d: path(pointsOf(mark, frame)) ?? "",
      fill: "none",
      stroke: nth(mark, "colors", 0, "currentColor"),
      "stroke-width": mark.get("stroke_width"),
      "stroke-dasharray": DASHES[String(mark.get("line_style"))],
      opacity: nth(mark, "opacities", 0, 1),
    }),
  ];
}

function drawScatter(mark: PageModel, frame: Frame): VNode[] {
  const shape = SYMBOLS[String(mark.get("marker"))] ?? symbolCircle;
  const d = symbol(shape, Number(mark.get("default_size")))() ?? "";
  const seen = pointsOf(mark, frame).map((point, at) => [point, at] as const);
  return seen
    .filter(([[x, y]]) => !Number.isNaN(x) && !Number.isNaN(y))
    .map(([[x, y], at]) =>
      h("path", {
        key: at,
        d,
        transform: `translate(${x},${y})`,
        fill: nth(mark, "colors", at, "currentColor"),
        stroke: mark.get("stroke") ?? "none",
        "stroke-width": mark.get("stroke_width"),
        opacity: nth(mark, "opacities", at, 1),
        ...onClick(mark, at),
      }),
    );
}

function drawBars(mark: PageModel, frame: Frame): VNode[] {
  const y = scaleOf(mark, frame, "y");
  const points = pointsOf(mark, frame);
  const [floor = 0, padding] = [y(Number(mark.get("base") ?? 0)), Number(mark.get("padding") ?? 0)];
  const apart =
    min(
      pairs(
        points.map(([x]) => x),
        (before, x) => Math.abs(x - before),
      ),
    ) ?? frame.width;
  const width = apart * (1 - padding);
  return points.map(([x, top], at) =>
    h("rect", {
      key: at,
      x: x - width / 2,
      width,
      y: Math.min(top, floor),
      height: Math.abs(floor - top),
      fill: nth(mark, "colors", at, "currentColor"),
      opacity: nth(mark, "opacities", at, 1),
      ...onClick(mark, at),
    }),
  );
}

const DRAW: Record<string, (mark: PageModel, frame: Frame) => VNode[]> = {
  Lines: drawLines,
  Scatter: drawScatter,
  Bars: drawBars,
};

/** The marks of bqplot that are drawn here; Python says of any other that it is shown in a notebook only. */
export function drawMark(mark: PageModel, frame: Frame): VNode | undefined {
  const draw = DRAW[String(mark.get("kind"))];
  if (!draw) throw new Error(`this page draws no ${mark.get("kind")}`);
  return mark.get("visible") === false ? undefined : h("g", {}, draw(mark, frame));
}
