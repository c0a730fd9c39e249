/** Files on their way into a message: chosen, dropped or pasted, with progress, and what went wrong. */
import { useRef } from "preact/hooks";
import { type Held, MOST_FILES, type Tray } from "../model/tray.ts";
import { IconButton } from "./button.tsx";
import { fileSize } from "./format.ts";
import { Icon } from "./icons.tsx";
import { useStore } from "./use-store.ts";
import { words } from "./words.ts";

const KINDS =
  "image/png,image/jpeg,image/gif,image/webp,.pdf,.txt,.md,.log,.csv,.tsv,.json,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt";

export function AttachButton({ tray }: { readonly tray: Tray }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <span class="attach">
      <IconButton
        icon="clip"
        label={words.attach}
        data-testid="attach"
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={KINDS}
        data-testid="attach-input"
        onChange={(event) => {
          tray.add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
    </span>
  );
}

export function TrayView({ tray }: { readonly tray: Tray }) {
  const items = useStore(tray.items);
  const waiting = useStore(tray.waiting);
  const overfull = useStore(tray.overfull);
  if (items.length === 0) return null;
  const failed = items.some(({ state }) => state === "failed");
  return (
    <div class="tray" data-testid="tray">
      <ul class="files" aria-label={words.files}>
        {items.map((item) => (
          <li key={item.client_id}>
            <HeldView item={item} tray={tray} />
          </li>
        ))}
      </ul>
      {overfull && <p class="tray-note">{words.tooManyFiles(MOST_FILES)}</p>}
      {waiting && <p class="tray-note">{words.waitsForFiles}</p>}
      {failed && (
        <p class="tray-note" data-bad role="alert">
          {words.fileKeepsMessage}
        </p>
      )}
    </div>
  );
}

function HeldView({ item, tray }: { readonly item: Held; readonly tray: Tray }) {
  const { client_id, name, size, state, share, error, retryable } = item;
  return (
    <div class="file" data-testid="held" data-state={state}>
      <Icon name={state === "failed" ? "alert" : "article"} />
      <span class="file-name" dir="auto">
        {name}
      </span>
      <span class="file-size">
        {state === "failed" ? (error ?? words.notUploaded) : fileSize(size)}
      </span>
      {state === "uploading" && (
        <progress value={share} max={1} aria-label={words.uploading(name)} />
      )}
      {state === "failed" && retryable && (
        <button
          type="button"
          class="file-again"
          data-testid="held-retry"
          onClick={() => tray.retry(client_id)}
        >
          {words.sendAgain}
        </button>
      )}
      <IconButton
        icon="close"
        label={words.removeFile(name)}
        data-testid="held-remove"
        onClick={() => tray.remove(client_id)}
      />
    </div>
  );
}

/** Takes files that come with a paste; words in it are left to the field. */
export function pasted(tray: Tray): (event: ClipboardEvent) => void {
  return (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  };
}

/** What an element needs to take dropped files; it is marked while some are held above it. */
export function dropTarget(tray: Tray) {
  const holds = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
  const mark = ({ currentTarget }: DragEvent, over: boolean) => {
    if (currentTarget instanceof HTMLElement) currentTarget.dataset.dropping = String(over);
  };
  return {
    onDragOver: (event: DragEvent) => {
      if (!holds(event)) return;
      event.preventDefault();
      mark(event, true);
    },
    onDragLeave: (event: DragEvent) => mark(event, false),
    onDrop: (event: DragEvent) => {
      mark(event, false);
      if (!holds(event)) return;
      event.preventDefault();
      tray.add([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
