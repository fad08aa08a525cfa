import { Editor, mergeAttributes, type AnyExtension, type JSONContent } from "@tiptap/core";
import { Image } from "@tiptap/extension-image";
import { TableKit } from "@tiptap/extension-table";
import { Markdown } from "@tiptap/markdown";
import StarterKit from "@tiptap/starter-kit";
import { Blockquote } from "@tiptap/extension-blockquote";

const TONES = ["note", "tip", "important", "warning", "caution"];
const MARK = new RegExp(`^\\[!(${TONES.join("|")})\\][ \\t]*\\n?`, "i");

/** A quotation that begins with `[!TIP]` is a box; the mark stands in the Markdown and not among the words. */
const Quotation = Blockquote.extend({
  addAttributes() {
    return { tone: { default: null, parseHTML: (element) => element.dataset.tone ?? null, rendered: false } };
  },
  renderHTML({ node, HTMLAttributes }) {
    const tone = node.attrs.tone as string | null;
    const own = tone ? { class: `callout callout-${tone}`, "data-tone": tone } : {};
    return ["blockquote", mergeAttributes(HTMLAttributes, own), 0];
  },
  parseMarkdown(token, helpers) {
    const children = (helpers.parseBlockChildren ?? helpers.parseChildren)(token.tokens ?? []);
    const tone = takeMark(children);
    return helpers.createNode("blockquote", tone ? { tone } : undefined, children.length ? children : [{ type: "paragraph" }]);
  },
  renderMarkdown(node, helpers) {
    const parts = (node.content ?? []).map((child, index) => helpers.renderChild?.(child, index) ?? helpers.renderChildren([child]));
    const tone = node.attrs?.tone as string | null | undefined;
    const body = parts.join("\n\n");
    const lines = (tone ? `[!${tone.toUpperCase()}]\n${body}` : body).split("\n");
    return lines.map((line) => (line.trim() ? `> ${line}` : ">")).join("\n");
  },
});

function takeMark(children: JSONContent[]): string | null {
  const first = children[0]?.content?.[0];
  const found = first?.type === "text" ? MARK.exec(first.text ?? "") : null;
  if (!found || !first || !children[0]) return null;
  first.text = (first.text ?? "").slice(found[0].length);
  if (!first.text) children[0].content?.shift();
  if (children[0].content?.[0]?.type === "hardBreak") children[0].content.shift();
  if (!children[0].content?.length && children.length > 1) children.shift();
  return found[1]!.toLowerCase();
}

export function extensions(): AnyExtension[] {
  return [
    StarterKit.configure({
      blockquote: false,
      underline: false,
      heading: { levels: [2, 3, 4] },
      link: { openOnClick: false, autolink: true, defaultProtocol: "https", protocols: ["http", "https", "mailto", "tel"] },
    }),
    Quotation,
    Image.configure({ inline: true }),
    TableKit.configure({ table: { resizable: false } }),
    Markdown,
  ];
}

export interface Handlers {
  changed(markdown: string): void;
  moved(): void;
  files(files: File[]): void;
}

/** A rich editor over Markdown. Nothing is written into the page's styles: the policy forbids it. */
export function richEditor(place: HTMLElement, markdown: string, label: string, handlers: Handlers): Editor {
  const taken = (files: FileList | undefined): boolean => {
    if (!files?.length) return false;
    handlers.files([...files]);
    return true;
  };
  return new Editor({
    element: place,
    injectCSS: false,
    extensions: extensions(),
    content: markdown,
    contentType: "markdown",
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label },
      handlePaste: (_view, event) => taken(event.clipboardData?.files),
      handleDrop: (_view, event) => taken((event as DragEvent).dataTransfer?.files),
    },
    onUpdate: ({ editor }) => handlers.changed(editor.getMarkdown()),
    onSelectionUpdate: () => handlers.moved(),
    onTransaction: () => handlers.moved(),
  });
}

export const ACTS: Record<string, (editor: Editor) => unknown> = {
  bold: (editor) => editor.chain().focus().toggleBold().run(),
  italic: (editor) => editor.chain().focus().toggleItalic().run(),
  code: (editor) => editor.chain().focus().toggleCode().run(),
  h2: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  h3: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  bullets: (editor) => editor.chain().focus().toggleBulletList().run(),
  numbers: (editor) => editor.chain().focus().toggleOrderedList().run(),
  quote: (editor) => box(editor, null),
  tip: (editor) => box(editor, "tip"),
  warning: (editor) => box(editor, "warning"),
  block: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  table: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
  row: (editor) => editor.chain().focus().addRowAfter().run(),
  column: (editor) => editor.chain().focus().addColumnAfter().run(),
  norow: (editor) => editor.chain().focus().deleteRow().run(),
  nocolumn: (editor) => editor.chain().focus().deleteColumn().run(),
  notable: (editor) => editor.chain().focus().deleteTable().run(),
  line: (editor) => editor.chain().focus().setHorizontalRule().run(),
  undo: (editor) => editor.chain().focus().undo().run(),
  redo: (editor) => editor.chain().focus().redo().run(),
};

export const MARKS: Record<string, (editor: Editor) => boolean> = {
  bold: (editor) => editor.isActive("bold"),
  italic: (editor) => editor.isActive("italic"),
  code: (editor) => editor.isActive("code"),
  link: (editor) => editor.isActive("link"),
  h2: (editor) => editor.isActive("heading", { level: 2 }),
  h3: (editor) => editor.isActive("heading", { level: 3 }),
  bullets: (editor) => editor.isActive("bulletList"),
  numbers: (editor) => editor.isActive("orderedList"),
  quote: (editor) => editor.isActive("blockquote", { tone: null }),
  tip: (editor) => editor.isActive("blockquote", { tone: "tip" }),
  warning: (editor) => editor.isActive("blockquote", { tone: "warning" }),
  block: (editor) => editor.isActive("codeBlock"),
};

function box(editor: Editor, tone: string | null): unknown {
  if (editor.isActive("blockquote", { tone })) return editor.chain().focus().lift("blockquote").run();
  if (editor.isActive("blockquote")) return editor.chain().focus().updateAttributes("blockquote", { tone }).run();
  return editor.chain().focus().wrapIn("blockquote", { tone }).run();
}
