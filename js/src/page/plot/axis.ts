import { format } from "d3-format";
import { h, type VNode } from "vue";
import type { PageModel } from "../../host/page";
import { type Frame, numbersOf, type Scale } from "./scales";

const GAP = 8;
const DASHES: Record<string, string | undefined> = { dashed: "5,5" };

function ticksOf(axis: PageModel, scale: Scale): { values: number[]; text: (value: number) => string } {
  const count = (axis.get("num_ticks") as number | null) ?? undefined;
  const given = axis.get("tick_values") ? numbersOf(axis, "tick_values") : [];
  const specifier = axis.get("tick_format") as string | null;
  const text = specifier === null ? scale.tickFormat(count) : specifier === "" ? String : format(specifier);
  return { values: given.length > 0 ? given : scale.ticks(count), text };
}

/** The grid lines of an axis: behind the marks, over the whole figure. */
export function drawGrid(axis: PageModel, frame: Frame): VNode {
  const below = axis.get("side") === "bottom";
  const scale = frame.scale(String(axis.get("scale")), below ? "x" : "y");
  const style = String(axis.get("grid_lines"));
  const at = (value: number) =>
    below
      ? { x1: scale(value), x2: scale(value), y2: frame.height }
      : { y1: scale(value), y2: scale(value), x2: frame.width };
  const look = { stroke: axis.get("grid_color") as string | null, "stroke-dasharray": DASHES[style] };
  const values = style === "none" || !axis.get("visible") ? [] : ticksOf(axis, scale).values;
  return h(
    "g",
    { class: "axis aew-plot-grid" },
    values.map((value) => h("line", { ...at(value), ...look })),
  );
}

/** An axis below or at the left: its line, its ticks with their texts, its name. */
export function drawAxis(axis: PageModel, frame: Frame): VNode | undefined {
  if (!axis.get("visible")) return undefined;
  const below = axis.get("side") === "bottom";
  const scale = frame.scale(String(axis.get("scale")), below ? "x" : "y");
  const { values, text } = ticksOf(axis, scale);
  const tick = (value: number) =>
    below
      ? h("text", { x: scale(value), y: GAP, dy: "0.71em", "text-anchor": "middle" }, text(value))
      : h("text", { x: -GAP, y: scale(value), dy: "0.32em", "text-anchor": "end" }, text(value));
  const line = h("line", below ? { x2: frame.width } : { y2: frame.height });
  const offset = Number.parseFloat(String(axis.get("label_offset") ?? "32"));
  const place = below
    ? { x: frame.width / 2, y: offset, dy: "0.71em" }
    : { x: -frame.height / 2, y: -offset, transform: "rotate(-90)" };
  const name = h("text", { ...place, class: "axislabel", "text-anchor": "middle" }, String(axis.get("label")));
  const move = below ? `translate(0,${frame.height})` : undefined;
  return h("g", { class: "axis", transform: move }, [line, ...values.map(tick), name]);
}
