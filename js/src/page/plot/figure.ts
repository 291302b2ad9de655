import { type Component, defineComponent, h, type PropType, shallowRef } from "vue";
import type { PageModel, PageModels } from "../../host/page";
import { drawAxis, drawGrid } from "./axis";
import { drawMark } from "./marks";
import { type Frame, frameOf } from "./scales";

interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A component of its own for each mark, so that a moving point does not draw the curve behind it anew. */
const Mark = defineComponent({
  props: {
    mark: { type: Object as PropType<PageModel>, required: true },
    frame: { type: Object as PropType<Frame>, required: true },
  },
  render() {
    return drawMark(this.mark, this.frame);
  },
});

/** The size of an element, kept as it is now until the signal ends. */
function watchSize(element: Element, told: (width: number, height: number) => void, signal: AbortSignal): void {
  const observer = new ResizeObserver(() => told(element.clientWidth, element.clientHeight));
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  told(element.clientWidth, element.clientHeight);
}

/** A bqplot figure in SVG, drawn from the very traits that bqplot would draw it from. */
export function figureOn(model: PageModel, models: PageModels, classes: readonly string[]): Component {
  const find = (name: string) => (model.get(name) as readonly string[]).map((id) => models.find(id));
  const [marks, axes] = [find("marks"), find("axes")];
  const margin = model.get("fig_margin") as Margin;

  return defineComponent({
    setup() {
      return { frame: shallowRef<Frame>(), life: new AbortController() };
    },
    mounted() {
      const { left, right, top, bottom } = margin;
      const fit = (width: number, height: number) => {
        this.frame = frameOf(Math.max(0, width - left - right), Math.max(0, height - top - bottom), marks, models);
      };
      watchSize(this.$el, fit, this.life.signal);
    },
    beforeUnmount() {
      this.life.abort();
    },
    render() {
      const { frame } = this;
      const parts = frame && [
        ...axes.map((axis) => drawGrid(axis, frame)),
        ...axes.map((axis) => drawAxis(axis, frame)),
        ...marks.map((mark, at) => h(Mark, { key: at, mark, frame })),
      ];
      const inside = h("g", { transform: `translate(${margin.left},${margin.top})` }, parts);
      const words = String(model.get("title") ?? "");
      return h("div", { class: ["bqplot", "figure", ...classes], "aria-hidden": "true" }, [
        h("svg", { width: "100%", height: "100%", role: "img", "aria-label": words || undefined }, inside),
      ]);
    },
  });
}
