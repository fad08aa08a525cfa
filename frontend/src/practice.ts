import { PracticeAnswer } from "./practice/practice-answer";
import { PracticePlay } from "./practice/practice-play";
import { PracticeRoom } from "./practice/practice-room";

/** Practice for candidates: everything happens in the browser; nothing here asks or tells a server anything. */
customElements.define("practice-answer", PracticeAnswer);
customElements.define("practice-play", PracticePlay);
customElements.define("practice-room", PracticeRoom);
