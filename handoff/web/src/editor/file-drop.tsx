/** Where a file is dropped or chosen. Several Markdown files go as one ZIP. */
import { useId, useState } from "preact/hooks";
import type { Chosen } from "../model/staff-imports.ts";
import { zipped } from "../model/staff-zip.ts";
import { StaffIcon } from "../ui/staff-icons.tsx";

const KINDS = ".csv,.jsonl,.md,.zip,.html,.htm";

interface FileDropProps {
  readonly onChosen: (chosen: Chosen) => void;
  readonly small: boolean;
}

export function FileDrop({ onChosen, small }: FileDropProps) {
  const [over, setOver] = useState(false);
  const id = useId();
  const take = async (files: FileList | null | undefined) => {
    const chosen = await chosenOf([...(files ?? [])]);
    if (chosen) onChosen(chosen);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the field inside does the same
    <div
      class="file-drop"
      data-over={over}
      data-small={small}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer?.files);
      }}
    >
      <StaffIcon name="upload" />
      <label for={id}>{small ? "Choose another file" : "Drop a file here, or choose one"}</label>
      <input
        id={id}
        class="unseen"
        type="file"
        multiple
        accept={KINDS}
        data-testid="import-file"
        onChange={(event) => {
          const field = event.currentTarget;
          void take(field.files).then(() => {
            field.value = "";
          });
        }}
      />
      {!small && (
        <p class="soft">
          CSV, JSONL, Markdown files or a ZIP of them, or a FAQ page in HTML; up to 20 MB
        </p>
      )}
    </div>
  );
}

async function chosenOf(files: readonly File[]): Promise<Chosen | null> {
  const [first] = files;
  if (!first) return null;
  if (files.length === 1) return { name: first.name, blob: first };
  const parts = files.map(async (file) => ({
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }));
  return { name: `${files.length} files.zip`, blob: zipped(await Promise.all(parts)) };
}
