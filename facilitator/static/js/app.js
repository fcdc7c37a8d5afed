// Comfort only: each page works without any of these modules.
import { keepTheme } from "./theme.js";
import { shortcut } from "./search.js";
import { dismissible } from "./toasts.js";
import { sendOnce } from "./once.js";
import { closeMenus } from "./menu.js";
import { copyable } from "./copy.js";
import { watchProgress } from "./progress.js";
import { stepHours } from "./stepper.js";

keepTheme(document);
shortcut(document);
dismissible(document);
sendOnce(document);
closeMenus(document);
copyable(document);
watchProgress(document);
stepHours(document);
