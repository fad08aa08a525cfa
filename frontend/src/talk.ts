import { FileBound } from "./elements/file-bound";
import { dress } from "./talk/marks";
import { TalkPlayer } from "./talk/talk-player";
import { TalkRecorder } from "./talk/talk-recorder";

/** Listening to a talk and recording it, on the page of a step only. */
customElements.define("file-bound", FileBound);
customElements.define("talk-player", TalkPlayer);
customElements.define("talk-recorder", TalkRecorder);
dress();
const main = document.getElementById("main");
if (main) new MutationObserver(() => dress()).observe(main, { childList: true, subtree: true });
