import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp, nextTick } from "vue";
import { PageModel, PageModels } from "../../src/host/page";
import { figureOn } from "../../src/page/plot/figure";

const MARGIN = { top: 10, bottom: 40, left: 50, right: 10 };
const SCALES = { scales: { x: "sx", y: "sy" } };

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(260);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(150);
});
afterEach(() => document.body.replaceChildren());

/** A figure of 200 by 100 inside its margins, with one mark. */
async function draw(mark: PageModel, scale: Record<string, unknown> = { min: 0, max: 1 }): Promise<Element> {
  const axis = { scale: "sx", label: "Recall", side: "bottom", tick_values: [0, 0.25, 1], tick_format: "" };
  const models = new PageModels(
    new Map([
      ["m", mark],
      ["ax", new PageModel({ ...axis, grid_lines: "solid", grid_color: "grey", visible: true, label_offset: "32px" })],
      ["sx", new PageModel(scale)],
      ["sy", new PageModel({ min: 0, max: 1 })],
    ]),
  );
  const place = document.body.appendChild(document.createElement("div"));
  createApp(figureOn(new PageModel({ marks: ["m"], axes: ["ax"], fig_margin: MARGIN, title: "" }), models, [])).mount(
    place,
  );
  await nextTick();
  return place;
}

describe("a figure", () => {
  it("draws lines from the traits of the mark, and again when they change", async () => {
    const look = { colors: ["red"], stroke_width: 2, line_style: "dashed", opacities: [], visible: true };
    const mark = new PageModel({ kind: "Lines", ...SCALES, ...look, x: [0, 1], y: [0, 1] });
    const place = await draw(mark);
    const path = place.querySelector("path");
    expect(path?.getAttribute("d")).toBe("M0,100L200,0");
    expect(["stroke", "stroke-width", "stroke-dasharray"].map((name) => path?.getAttribute(name))).toEqual([
      "red",
      "2",
      "10,10",
    ]);
    mark.set({ x: Float64Array.of(0, 0.5, 1), y: Float64Array.of(1, Number.NaN, 0.5) });
    await nextTick();
    expect(place.querySelector("path")?.getAttribute("d")).toBe("M0,0ZM200,50Z");
    mark.set({ visible: false });
    await nextTick();
    expect(place.querySelector("path")).toBeNull();
  });

  it("draws points, and selects the one that is clicked", async () => {
    const look = { colors: ["red", "blue"], stroke: null, stroke_width: 1, opacities: [0.5], default_size: 110 };
    const click = { interactions: { click: "select" }, selected: null, visible: true, marker: "circle" };
    const mark = new PageModel({ kind: "Scatter", ...SCALES, ...look, ...click, x: [0, null, 1], y: [0, 0, 1] });
    const place = await draw(mark);
    const points = [...place.querySelectorAll("path")];
    expect(points.map((point) => point.getAttribute("transform"))).toEqual(["translate(0,100)", "translate(200,0)"]);
    expect(points.map((point) => point.getAttribute("fill"))).toEqual(["red", "red"]);
    points[1]?.dispatchEvent(new Event("click"));
    expect(mark.get("selected")).toEqual([2]);
  });

  it("draws bars side by side, and selects the one that is clicked", async () => {
    const look = { colors: ["red"], opacities: [0], padding: 0, base: 0, visible: true };
    const click = { interactions: { click: "select" }, selected: null };
    const mark = new PageModel({ kind: "Bars", ...SCALES, ...look, ...click, x: [0, 0.5, 1], y: [1, 0.5, 1] });
    const place = await draw(mark);
    const bars = [...place.querySelectorAll("rect")];
    const places = bars.map((bar) => ["x", "width", "y", "height"].map((name) => Number(bar.getAttribute(name))));
    expect(places).toEqual([
      [-50, 100, 0, 100],
      [50, 100, 50, 50],
      [150, 100, 0, 100],
    ]);
    bars[1]?.dispatchEvent(new Event("click"));
    expect(mark.get("selected")).toEqual([1]);
  });

  it("names its axis, and writes ticks as they are", async () => {
    const mark = new PageModel({ kind: "Lines", ...SCALES, x: [], y: [], visible: true });
    const place = await draw(mark);
    expect([...place.querySelectorAll("text")].map(({ textContent }) => textContent)).toEqual([
      "0",
      "0.25",
      "1",
      "Recall",
    ]);
  });

  it("reaches as far as its marks where Python says no end", async () => {
    const mark = new PageModel({ kind: "Lines", ...SCALES, x: [10, 30], y: [0, 1], visible: true });
    const place = await draw(mark, { min: null, max: null });
    expect(place.querySelector("path")?.getAttribute("d")).toBe("M0,100L200,0");
  });
});
