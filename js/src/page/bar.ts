import { defineComponent, h, type PropType } from "vue";

/** Copy by the clipboard, or by the selection where the browser keeps that back. */
async function copy(text: string, field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

/** Above the view: what is wrong with the link that led here, and a link to what is shown now. */
export const Bar = defineComponent({
  props: {
    /** Gives the link; without it there is no address to share, as in the frame of a notebook. */
    link: { type: Function as PropType<() => string>, required: false, default: undefined },
    problem: { type: String, required: true },
  },
  data() {
    return { copied: "", said: "" };
  },
  methods: {
    async share(link: () => string) {
      this.copied = link();
      await this.$nextTick();
      const done = await copy(this.copied, this.$refs.field as HTMLInputElement);
      this.said = done ? "Link copied: it leads to what you see now" : "Copy this link: it leads to what you see now";
    },
  },
  render() {
    const { link } = this;
    const field = h("input", {
      ref: "field",
      class: "aew-field aew-page-link",
      readonly: true,
      hidden: this.copied === "",
      value: this.copied,
      "aria-label": "Link to what you see now",
    });
    const button = h(
      "button",
      { type: "button", class: "aew-page-copy", onClick: () => link && this.share(link) },
      "Copy link",
    );
    const tools = link ? [field, h("span", { role: "status", class: "aew-hint" }, this.said), button] : [];
    return h("div", { class: "aew-part aew-page-bar" }, [
      this.problem ? h("p", { class: "aew-problems", role: "alert" }, this.problem) : undefined,
      h("div", { class: "aew-page-tools" }, tools),
    ]);
  },
});
