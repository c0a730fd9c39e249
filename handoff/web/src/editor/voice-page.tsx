/** Every sentence of the bot: the operator's own, the built-in ones, and how they sound. */
import { useEffect, useState } from "preact/hooks";
import { changesPolicy, type Roles } from "../model/staff-rights.ts";
import { fits, voiceGroups } from "../model/staff-voice.ts";
import type { VoiceDraft } from "../model/staff-voice-desk.ts";
import { Button } from "../ui/button.tsx";
import {
  DeskPageFrame,
  Nothing,
  SearchField,
  Segments,
  Trouble,
  Waiting,
} from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import { TONES, type Tone, type Voice } from "../wire/staff-voice.ts";
import type { EditorDesk } from "./desk.ts";
import { VoiceOccasion } from "./voice-occasion.tsx";
import { VoicePreview } from "./voice-preview.tsx";

const TONE_WORDS: Readonly<Record<Tone, string>> = {
  warm: "Warm",
  neutral: "Neutral",
  brief: "Brief",
};

interface VoicePageProps {
  readonly desk: EditorDesk;
  readonly roles: Roles;
  /** An occasion to open. */
  readonly openId: string | null;
}

export function VoicePage({ desk, roles, openId }: VoicePageProps) {
  const { value, waiting, problem } = useStore(desk.voice.saved);
  const draft = useStore(desk.voice.draft);
  useEffect(() => desk.voice.refresh(), [desk]);
  const writes = changesPolicy(roles);
  return (
    <DeskPageFrame
      title="Voice"
      testid="voice"
      busy={waiting}
      words="What the bot says, and how. A saved sentence is said from the next message on; nothing has to be trained."
      tools={
        writes &&
        value && (
          <Segments<Tone>
            label="Tone"
            chosen={desk.voice.tone}
            options={TONES.map((tone) => ({ value: tone, label: TONE_WORDS[tone] }))}
            testid="tone"
            onChoose={(tone) => desk.voice.setTone(tone)}
          />
        )
      }
    >
      {problem && <Trouble problem={problem} onAgain={() => desk.voice.refresh()} />}
      {!value && waiting && <Waiting />}
      {value && !writes && (
        <p class="soft" data-testid="voice-read-only">
          Supervisors and admins change these sentences; you can read them. The tone is{" "}
          {TONE_WORDS[value.tone].toLowerCase()}.
        </p>
      )}
      {value && <SaveBar desk={desk} draft={draft} />}
      {value && (
        <div class="studio-columns" data-writes="true">
          <Occasions desk={desk} voice={value} draft={draft} openId={openId} writes={writes} />
          <VoicePreview desk={desk} voice={value} />
        </div>
      )}
    </DeskPageFrame>
  );
}

/** Stays in sight while anything is not saved. */
function SaveBar({ desk, draft }: { readonly desk: EditorDesk; readonly draft: VoiceDraft }) {
  if (!desk.voice.unsaved) return null;
  const count = Object.keys(draft.sentences).length + (draft.tone ? 1 : 0);
  return (
    <div class="save-bar" role="status" data-testid="voice-unsaved">
      <span>
        {count === 1 ? "One change" : `${count} changes`} not saved yet. The bot does not say{" "}
        {count === 1 ? "it" : "them"} before that.
        {draft.fault && (
          <strong class="save-fault" data-testid="voice-fault">
            {draft.fault.occasion
              ? "One sentence does not fit: see the message there."
              : draft.fault.words}
          </strong>
        )}
      </span>
      <Button
        kind="primary"
        size="small"
        disabled={draft.busy}
        data-testid="voice-save"
        onClick={() => void desk.voice.save()}
      >
        Save
      </Button>
      <Button
        size="small"
        kind="quiet"
        data-testid="voice-discard"
        onClick={() => desk.voice.discard()}
      >
        Discard
      </Button>
    </div>
  );
}

interface OccasionsProps {
  readonly desk: EditorDesk;
  readonly voice: Voice;
  readonly draft: VoiceDraft;
  readonly openId: string | null;
  readonly writes: boolean;
}

function Occasions({ desk, voice, draft, openId, writes }: OccasionsProps) {
  const [search, setSearch] = useState("");
  const [own, setOwn] = useState<"all" | "own">("all");
  const ids = Object.entries(voice.occasions)
    .filter(([id, occasion]) => fits(id, occasion, desk.voice.own(id), search))
    .map(([id]) => id)
    .filter((id) => own === "all" || desk.voice.own(id).length > 0 || desk.voice.isTouched(id));
  return (
    <div class="voice-groups">
      <div class="page-filter">
        <Segments<"all" | "own">
          label="Show"
          chosen={own}
          options={[
            { value: "all", label: "All" },
            { value: "own", label: "With own sentences" },
          ]}
          testid="voice-view"
          onChoose={setOwn}
        />
        <SearchField
          label="Find a sentence"
          testid="voice-search"
          value={search}
          onInput={setSearch}
        />
      </div>
      {ids.length === 0 && <Nothing title="None fits">Try other words, or show all.</Nothing>}
      {voiceGroups(ids).map(({ title, occasions }) => (
        <section key={title} class="voice-group" aria-label={title}>
          <h3>
            {title} <span class="soft">{occasions.length}</span>
          </h3>
          {occasions.map((id) => {
            const occasion = voice.occasions[id];
            return (
              occasion && (
                <VoiceOccasion
                  key={id}
                  id={id}
                  occasion={occasion}
                  desk={desk}
                  fault={draft.fault?.occasion === id ? draft.fault : null}
                  opened={id === openId}
                  writes={writes}
                />
              )
            );
          })}
        </section>
      ))}
    </div>
  );
}
