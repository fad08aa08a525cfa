import htmx from "htmx.org";
import { CannedPicker } from "./desk/canned-picker";
import { ChatOffer } from "./desk/chat-offer";
import { FilterList, TagPicker } from "./desk/choices";
import { ConvScroll } from "./desk/conv-scroll";
import { startDesk } from "./desk/desk";
import { DeskComposer } from "./desk/desk-composer";
import { DeskList } from "./desk/desk-list";
import { knownMessages } from "./desk/known-messages";
import { LiveRefresh } from "./desk/live-refresh";
import { WhoIsHere } from "./desk/who-is-here";
import { AppBadge } from "./elements/app-badge";
import { AskedFields } from "./elements/asked-fields";
import { BlockTimer } from "./elements/block-timer";
import { CommandPalette } from "./elements/command-palette";
import { ConfirmDialog } from "./elements/confirm-dialog";
import { CopyText } from "./elements/copy-text";
import { dialogButtons, DialogHost } from "./elements/dialogs";
import { DragOrder } from "./elements/drag-order";
import { DraftSaver } from "./elements/draft-saver";
import { InsertWords } from "./elements/insert-words";
import { KeyShortcuts } from "./elements/key-shortcuts";
import { LiveSocket } from "./elements/live-socket";
import { NoticeList } from "./elements/notice-list";
import { PassKey } from "./elements/pass-key";
import { PultChart } from "./elements/pult-chart";
import { PultMenu } from "./elements/pult-menu";
import { PushSwitch } from "./elements/push-switch";
import { ScoreCriterion } from "./elements/score-criterion";
import { ScoreSheet } from "./elements/score-sheet";
import { StageBoard } from "./elements/stage-board";
import { TabSet } from "./elements/tab-set";
import { ThemeSwitch } from "./elements/theme-switch";
import { TimeAgo } from "./elements/time-ago";
import { TimeLeft } from "./elements/time-left";
import { ToastHost } from "./elements/toast-host";
import { UploadDrop } from "./elements/upload-drop";
import { WhenChosen } from "./elements/when-chosen";
import { showCurrent, writeOn } from "./page";
import { release, releaseAll, submitOnce } from "./once";

const ELEMENTS: Record<string, CustomElementConstructor> = {
  "app-badge": AppBadge,
  "asked-fields": AskedFields,
  "block-timer": BlockTimer,
  "canned-picker": CannedPicker,
  "chat-offer": ChatOffer,
  "command-palette": CommandPalette,
  "confirm-dialog": ConfirmDialog,
  "conv-scroll": ConvScroll,
  "copy-text": CopyText,
  "desk-composer": DeskComposer,
  "desk-list": DeskList,
  "dialog-host": DialogHost,
  "drag-order": DragOrder,
  "draft-saver": DraftSaver,
  "filter-list": FilterList,
  "insert-words": InsertWords,
  "key-shortcuts": KeyShortcuts,
  "live-refresh": LiveRefresh,
  "live-socket": LiveSocket,
  "notice-list": NoticeList,
  "pass-key": PassKey,
  "pult-chart": PultChart,
  "pult-menu": PultMenu,
  "push-switch": PushSwitch,
  "score-criterion": ScoreCriterion,
  "score-sheet": ScoreSheet,
  "stage-board": StageBoard,
  "tab-set": TabSet,
  "tag-picker": TagPicker,
  "theme-switch": ThemeSwitch,
  "time-ago": TimeAgo,
  "time-left": TimeLeft,
  "toast-host": ToastHost,
  "upload-drop": UploadDrop,
  "when-chosen": WhenChosen,
  "who-is-here": WhoIsHere,
};

for (const [name, element] of Object.entries(ELEMENTS)) customElements.define(name, element);

htmx.registerExtension("known-messages", knownMessages);
startDesk();
document.querySelector(".pult-rail-link[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
writeOn(document.querySelector<HTMLInputElement>("input[type=search][autofocus]"));
showCurrent();
document.addEventListener("click", dialogButtons);
document.addEventListener("submit", submitOnce, { capture: true });
document.addEventListener("htmx:finally:request", ({ target }) => target instanceof Element && release(target));
window.addEventListener("pageshow", releaseAll);

export default htmx;
