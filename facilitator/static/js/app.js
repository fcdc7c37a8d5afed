// Comfort only: each page works without any of these modules.
import { keepTheme } from "./theme.js";
import { shortcut } from "./search.js";
import { dismissible } from "./toasts.js";
import { sendOnce } from "./once.js";
import { foldLong } from "./fold.js";
import { closeMenus, showLit } from "./menu.js";
import { copyable } from "./copy.js";
import { watchProgress } from "./progress.js";
import { stepHours } from "./stepper.js";
import { quickNotes } from "./notes.js";
import { walkDays } from "./calendar.js";

keepTheme(document);
shortcut(document);
dismissible(document);
sendOnce(document);
closeMenus(document);
showLit(document);
foldLong(document);
copyable(document);
watchProgress(document);
stepHours(document);
quickNotes(document);
walkDays(document);
