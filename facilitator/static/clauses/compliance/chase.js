// The chase list: o opens a company; one button ticks all the rows in sight, or none.
import { boxes, walkRows } from "../../js/rows.js";

const form = document.querySelector("form[data-chase]");
const all = form?.querySelector("[data-tick-all]");

if (form) walkRows(form, { o: (row) => row.querySelector("a[data-open]").click() });
if (all) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const wanted = boxes(form).some((box) => !box.checked);
    for (const box of boxes(form)) box.checked = wanted;
  });
}
