import { AskDialog } from "./editor/ask-dialog";
import { DocumentEditor } from "./editor/document-editor";

/** The editor of documents: loaded only where somebody writes one. */
customElements.define("document-editor", DocumentEditor);
customElements.define("ask-dialog", AskDialog);
