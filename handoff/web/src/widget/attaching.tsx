/** Files in the chat: loaded after everything else, so that the first words need not wait for it. */
import type { Clock } from "../model/clock.ts";
import type { KeyValue } from "../model/storage.ts";
import { Tray } from "../model/tray.ts";
import type { ComposerFiles } from "../ui/composer.tsx";
import { FilesView, remembering } from "../ui/files.tsx";
import type { FilesOf } from "../ui/message.tsx";
import { AttachButton, dropTarget, pasted, TrayView } from "../ui/tray.tsx";
import { fetchFile, uploadFile } from "../wire/files.ts";
import type { Chat } from "./chat.ts";
import type { Visitors } from "./visitor.ts";

export interface Attaching extends ComposerFiles {
  readonly tray: Tray;
  readonly drop: ReturnType<typeof dropTarget>;
  readonly filesOf: FilesOf;
}

export function attach(chat: Chat, visitors: Visitors, storage: KeyValue, clock: Clock): Attaching {
  const tray = new Tray(
    storage,
    async (upload) => {
      const { token, conversation_id } = await visitors.get();
      return uploadFile(conversation_id, upload, { token });
    },
    () => clock.now(),
  );
  const load = remembering(async ({ id }) => {
    const { token, conversation_id } = await visitors.get();
    return fetchFile(conversation_id, id, { token });
  });
  chat.reconnector.link.subscribe(({ phase }) => phase === "up" && tray.resume());
  return {
    tray,
    gate: tray.gate,
    button: <AttachButton tray={tray} />,
    view: <TrayView tray={tray} />,
    onPaste: pasted(tray),
    drop: dropTarget(tray),
    filesOf: (files) => <FilesView files={files} load={load} />,
  };
}
