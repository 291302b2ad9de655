import { followsThreshold, labelRows, type Order } from "../derive/label_rows";
import { count } from "../format";
import { listen, type Model } from "../host/listen";
import type { EarlyBinding } from "./binding";
import { rowsText } from "./rows_text";

export function bindLabelSelector(model: Model): EarlyBinding {
  let shown = "";
  return {
    needs: "figures",
    show({ statistics, selected }) {
      const query = String(model.get("query"));
      const order = model.get("order") as Order;
      // A thousand rows are not sent again while nothing in them changes.
      const key = JSON.stringify([
        statistics.about.split,
        query,
        order,
        followsThreshold(order) ? selected.step : null,
      ]);
      if (key !== shown) {
        const rows = labelRows(statistics, query, order, selected.step);
        model.set({ rows: rowsText(rows), matches: `${count(rows.length)} of ${count(statistics.labels)}` });
        shown = key;
      }
      model.set({ picked: selected.label, ready: true });
    },
    hear(act, signal) {
      listen(model, "change:picked", () => act.select({ label: Number(model.get("picked")) }), signal);
      for (const event of ["change:query", "change:order"]) listen(model, event, () => act.refresh(), signal);
    },
    wait() {
      shown = "";
      model.set({ rows: rowsText([]), matches: "", ready: false });
    },
  };
}
