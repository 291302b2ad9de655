import { absenceNote } from "../derive/absence";
import { type Column, tableOrder, tableRows } from "../derive/label_table";
import { listen, type Model } from "../host/listen";
import type { EarlyBinding } from "./binding";
import { rowsText } from "./rows_text";

/** Rows that are sent at a time: what is on screen, and some above and below for the next scroll. */
const MARGIN = 10;

export function bindLabelTable(model: Model): EarlyBinding {
  return {
    needs: "figures",
    show({ statistics, selected }) {
      const column = model.get("column") as Column;
      const reversed = Boolean(model.get("reversed"));
      const order = tableOrder(statistics, column, reversed, selected.step);
      const first = Math.max(0, Number(model.get("first")) - MARGIN);
      const last = Math.min(order.length, Number(model.get("first")) + Number(model.get("fit")) + MARGIN);
      model.set({
        rows: rowsText(tableRows(statistics, order.slice(first, last), selected.step)),
        start: first,
        total: order.length,
        place: order.indexOf(selected.label),
        picked: selected.label,
        note: absenceNote(statistics, selected.step),
        ready: true,
      });
    },
    hear(act, signal) {
      listen(model, "change:picked", () => act.select({ label: Number(model.get("picked")) }), signal);
      for (const event of ["change:column", "change:reversed", "change:first", "change:fit", "change:on_screen"]) {
        listen(model, event, () => act.refresh(), signal);
      }
    },
    wait: () => model.set({ rows: rowsText([]), total: 0, ready: false }),
  };
}
