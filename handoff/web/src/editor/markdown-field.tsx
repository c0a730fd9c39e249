/** The body as Markdown text with a small toolbar. The text is the truth: nothing is ever rewritten. */
import { useId, useRef } from "preact/hooks";
import { applyEdit, type Mark, mark } from "../model/staff-markdown.ts";
import { find } from "../model/staff-shortcuts.ts";
import { useGrowing } from "../ui/staff-hooks.ts";
import { StaffIcon, type StaffIconName } from "../ui/staff-icons.tsx";
import { MARK_SHORTCUTS } from "./shortcuts.ts";

const TOOLS: readonly { mark: Mark; label: string; glyph?: string; icon?: StaffIconName }[] = [
  { mark: "heading", label: "Heading", glyph: "H" },
  { mark: "bold", label: "Bold (Ctrl+B)", glyph: "B" },
  { mark: "italic", label: "Emphasis (Ctrl+I)", glyph: "I" },
  { mark: "link", label: "Link (Ctrl+K on words)", icon: "link" },
  { mark: "list", label: "List", icon: "list" },
  { mark: "steps", label: "Steps", icon: "steps" },
  { mark: "quote", label: "Quote", icon: "quote" },
  { mark: "code", label: "Code (Ctrl+E)", icon: "code" },
  { mark: "table", label: "Table", icon: "table" },
];

interface MarkdownFieldProps {
  readonly body: string;
  readonly onChange: (body: string) => void;
}

export function MarkdownField({ body, onChange }: MarkdownFieldProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useGrowing(ref, body);
  const press = (kind: Mark) => {
    const field = ref.current;
    if (field) insert(field, kind, onChange);
  };
  return (
    <div class="field markdown-field">
      <label for={id}>Answer</label>
      <div class="markdown-box">
        <div class="markdown-tools" role="toolbar" aria-label="Text">
          {TOOLS.map(({ mark: kind, label, glyph, icon }) => (
            <button
              key={kind}
              type="button"
              title={label}
              aria-label={label}
              data-mark={kind}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => press(kind)}
            >
              {icon ? <StaffIcon name={icon} /> : glyph}
            </button>
          ))}
          <span class="markdown-hint">Markdown</span>
        </div>
        <textarea
          id={id}
          ref={ref}
          data-testid="article-body"
          rows={10}
          spellcheck
          placeholder="Write what the customer should read. The first lines answer, the rest explains."
          value={body}
          onInput={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            const wanted = find(MARK_SHORTCUTS, event, true);
            if (wanted === null || (wanted === "link" && !hasSelection(event.currentTarget)))
              return;
            event.preventDefault();
            press(wanted);
          }}
        />
      </div>
    </div>
  );
}

/** Without words to put a link on, the key is left to the palette. */
function hasSelection({ selectionStart, selectionEnd }: HTMLTextAreaElement): boolean {
  return selectionStart !== selectionEnd;
}

/** Types the change in rather than setting it, so that the browser's undo takes it back. */
function insert(field: HTMLTextAreaElement, kind: Mark, onChange: (body: string) => void): void {
  const { value: text, selectionStart: start, selectionEnd: end } = field;
  const edit = mark(kind, { text, start, end });
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  if (!document.execCommand("insertText", false, edit.insert)) {
    field.value = applyEdit(text, edit);
  }
  field.setSelectionRange(edit.start, edit.end);
  onChange(field.value);
}
