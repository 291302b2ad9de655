import { type Component, defineComponent, h, type VNode } from "vue";
import type { Node } from "./file";
import { figureOn } from "./plot/figure";
import { problemsOf } from "./problems";
import type { Running } from "./running";
import { templateOn } from "./template";
import type { Widgets } from "./widgets";

/** The component of a place, made once: Vue would take a new one for another widget. */
function componentOf(node: Node, widgets: Widgets, running: Running): Component {
  if (node.kind === "box") {
    const children = node.children.map((child) => componentOf(child, widgets, running));
    return defineComponent({ render: () => h("div", { class: node.classes }, children.map(drawn)) });
  }
  if (node.kind === "template") return templateOn(node.file, widgets.models.find(node.id));
  if (node.kind === "figure") return figureOn(widgets.models.find(node.id), widgets.models, node.classes);
  if (node.kind === "coordinator") return problemsOf(running.get(node.id));
  const words = `A widget of the kind ${node.name} is shown in a notebook only.`;
  return defineComponent({ render: () => h("p", { class: "aew-absent" }, words) });
}

function drawn(component: Component): VNode {
  return h(component);
}

/** Everything that is seen, from the top of the tree. */
export function layoutOf(tree: Node, widgets: Widgets, running: Running): Component {
  return componentOf(tree, widgets, running);
}
