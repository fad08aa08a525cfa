import { AskedFields } from "./elements/asked-fields";
import { CentreSearch } from "./elements/centre-search";
import { ContactForm } from "./elements/contact-form";
import { FileBound } from "./elements/file-bound";
import { FormSaver } from "./elements/form-saver";
import { FrameHeight } from "./elements/frame-height";
import { FreshPart } from "./elements/fresh-part";
import { RatingForm } from "./elements/rating-form";
import { SurveyForm } from "./elements/survey-form";
import { ThemeSwitch } from "./elements/theme-switch";
import { TimeAgo } from "./elements/time-ago";
import { TimeLeft } from "./elements/time-left";
import { UploadDrop } from "./elements/upload-drop";
import { releaseAll, submitOnce } from "./once";

/** Public pages work without JavaScript; this only makes them a little more comfortable. */
const ELEMENTS: Record<string, CustomElementConstructor> = { "asked-fields": AskedFields, "centre-search": CentreSearch, "contact-form": ContactForm, "file-bound": FileBound, "form-saver": FormSaver, "frame-height": FrameHeight, "fresh-part": FreshPart, "rating-form": RatingForm, "survey-form": SurveyForm, "theme-switch": ThemeSwitch, "time-ago": TimeAgo, "time-left": TimeLeft, "upload-drop": UploadDrop };
for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);
document.addEventListener("submit", submitOnce, { capture: true });
window.addEventListener("pageshow", releaseAll);
