/** The composer with its draft, apart from the conversation so that a key press redraws nothing else. */
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { KeyValue } from "../model/storage.ts";
import { Composer } from "../ui/composer.tsx";
import type { Person } from "../wire/events.ts";
import type { Status } from "../wire/payloads.ts";
import type { Attaching } from "./attaching.tsx";
import type { Chat } from "./chat.ts";
import { PersonButton } from "./notices.tsx";
import { words } from "./words.ts";

const DRAFT = "draft";

interface WritingProps {
  readonly chat: Chat;
  readonly files: Attaching | null;
  readonly storage: KeyValue;
  readonly status: Status;
  readonly agent: Person | null;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly act: (action: () => void) => void;
}

export function Writing({ chat, files, storage, status, agent, inputRef, act }: WritingProps) {
  const [draft, setDraft] = useState(storage.get(DRAFT) ?? "");
  const write = (text: string) => {
    setDraft(text);
    if (text) storage.set(DRAFT, text);
    else storage.remove(DRAFT);
    chat.drafting(text);
  };
  const latest = useRef(draft);
  latest.current = draft;
  const post = () => {
    chat.post(latest.current.trim(), files?.tray.take());
    write("");
  };
  const send = () => (files ? files.tray.whenReady(post) : post());
  return (
    <Composer
      inputRef={inputRef}
      draft={draft}
      onDraft={write}
      onSend={send}
      files={files}
      label={words.placeholder}
      placeholder={agent ? words.placeholderPerson(agent.name) : words.placeholder}
      aside={
        <PersonButton chat={chat} status={status} onPress={() => act(() => chat.requestPerson())} />
      }
    />
  );
}
