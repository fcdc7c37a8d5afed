// The queue: r goes to the return of a statement.
import { walkRows } from "../../js/rows.js";

const form = document.querySelector("form[data-queue]");
if (form) walkRows(form, { r: (row) => row.querySelector("a[data-return]").click() });
