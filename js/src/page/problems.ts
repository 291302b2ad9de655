import { type Component, defineComponent, h, ref } from "vue";
import type { Run } from "../run";

/** What went wrong, in the coordinator's place; nothing where nothing did. */
export function problemsOf(run: Run | undefined): Component {
  return defineComponent({
    setup() {
      const life = new AbortController();
      const problems = ref(run?.problems ?? "");
      run?.whenChanged(() => {
        problems.value = run.problems;
      }, life.signal);
      return { problems, life };
    },
    beforeUnmount() {
      this.life.abort();
    },
    render() {
      return h("div", { class: "aew-problems", role: "alert", hidden: this.problems === "" }, this.problems);
    },
  });
}
