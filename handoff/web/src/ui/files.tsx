/** The files of a message as they are read: pictures small, everything else as a line to save. */
import { useEffect, useState } from "preact/hooks";
import type { FileRef } from "../wire/events.ts";
import { fileSize } from "./format.ts";
import { Icon } from "./icons.tsx";
import { words } from "./words.ts";

export type LoadFile = (file: FileRef) => Promise<Blob>;

const PICTURES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const REMEMBERED = 30;

/** Asks once for each file, as messages are drawn again and again; the oldest are forgotten. */
export function remembering(load: LoadFile): LoadFile {
  const known = new Map<string, Promise<Blob>>();
  return (file) => {
    const before = known.get(file.id);
    if (before) return before;
    const coming = load(file);
    known.set(file.id, coming);
    coming.catch(() => known.delete(file.id));
    const oldest = known.keys().next().value;
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return coming;
  };
}

interface FilesProps {
  readonly files: readonly FileRef[];
  readonly load: LoadFile;
}

export function FilesView({ files, load }: FilesProps) {
  return (
    <ul class="files" aria-label={words.files}>
      {files.map((file) => (
        <li key={file.id}>
          {PICTURES.has(file.type) ? (
            <Picture file={file} load={load} />
          ) : (
            <Line file={file} load={load} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface FileProps {
  readonly file: FileRef;
  readonly load: LoadFile;
}

function Picture({ file, load }: FileProps) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    load(file).then(
      (blob) => {
        if (gone) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      },
      // The line below the empty place fetches it again when it is pressed.
      () => undefined,
    );
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [file.id, load]);
  if (url === null) return <Line file={file} load={load} />;
  return (
    <a class="file-picture" data-testid="file" href={url} target="_blank" rel="noopener">
      <img src={url} alt={file.name} title={`${file.name}, ${fileSize(file.size)}`} />
    </a>
  );
}

function Line({ file, load }: FileProps) {
  const [fault, setFault] = useState(false);
  const save = () => {
    setFault(false);
    load(file).then(
      (blob) => keep(blob, file.name),
      () => setFault(true),
    );
  };
  return (
    <button type="button" class="file" data-testid="file" onClick={save}>
      <Icon name="article" />
      <span class="file-name" dir="auto">
        {file.name}
      </span>
      <span class="file-size">{fault ? words.fileGone : fileSize(file.size)}</span>
    </button>
  );
}

function keep(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
