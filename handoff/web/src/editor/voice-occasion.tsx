/** One occasion: when it is, what the bot says then by itself, and the operator's own sentences instead. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { occasionLabel, pieces, spoken, type VoiceFault } from "../model/staff-voice.ts";
import { Badge } from "../ui/bits.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import type { Occasion } from "../wire/staff-voice.ts";
import type { EditorDesk } from "./desk.ts";
import { FieldProblem } from "./policy-fields.tsx";

const MOST = 10;

interface OccasionProps {
  readonly id: string;
  readonly occasion: Occasion;
  readonly desk: EditorDesk;
  readonly fault: VoiceFault | null;
  /** The address leads here. */
  readonly opened: boolean;
  readonly writes: boolean;
}

export function VoiceOccasion(props: OccasionProps) {
  const { id, occasion, desk, fault, opened, writes } = props;
  const [open, setOpen] = useState(opened);
  const place = useRef<HTMLDetailsElement>(null);
  const own = desk.voice.own(id);
  useEffect(() => {
    if (!opened) return;
    setOpen(true);
    place.current?.scrollIntoView({ block: "center" });
  }, [opened]);
  useEffect(() => {
    if (!fault) return;
    setOpen(true);
    requestAnimationFrame(() =>
      place.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
    );
  }, [fault]);
  return (
    <details
      ref={place}
      class="occasion"
      open={open}
      data-testid="occasion"
      data-id={id}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span class="occasion-name">{occasionLabel(id)}</span>
        {desk.voice.isTouched(id) ? (
          <Badge tone="warn">not saved</Badge>
        ) : (
          own.length > 0 && <Badge tone="accent">own</Badge>
        )}
        <span class="occasion-first">
          <Filled template={spoken(occasion, own, desk.voice.tone)[0] ?? ""} />
        </span>
      </summary>
      {open && (
        <div class="occasion-body">
          <p class="soft">{occasion.meaning}</p>
          {own.length > 0 ? (
            <Own {...props} own={own} />
          ) : (
            <BuiltIn sentences={spoken(occasion, own, desk.voice.tone)} />
          )}
          {writes && own.length === 0 && (
            <div class="occasion-foot">
              <Button
                size="small"
                icon="plus"
                data-testid="sentence-own"
                onClick={() => desk.voice.add(id, occasion.by_tone[desk.voice.tone][0] ?? "")}
              >
                Write own sentences
              </Button>
            </div>
          )}
        </div>
      )}
    </details>
  );
}

function BuiltIn({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul class="built-in" aria-label="Built-in sentences">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <Filled template={sentence} />
        </li>
      ))}
    </ul>
  );
}

/** A sentence with examples in place of what is filled in. */
export function Filled({ template }: { readonly template: string }) {
  return (
    <>
      {pieces(template).map(({ text, placeholder }, at) =>
        placeholder ? (
          <span key={at} class="example" title={`{${placeholder}}`}>
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </>
  );
}

function Own(props: OccasionProps & { readonly own: readonly string[] }) {
  const { id, occasion, desk, fault, writes, own } = props;
  const last = useRef(0);
  const list = useRef<HTMLDivElement>(null);
  const insert = (placeholder: string) => {
    const at = Math.min(last.current, own.length - 1);
    const field = list.current?.querySelectorAll("textarea")[at];
    const text = own[at] ?? "";
    const from = field?.selectionStart ?? text.length;
    const to = field?.selectionEnd ?? from;
    const before = text.slice(0, from);
    const gap = /[\p{L}\p{N}]$/u.test(before) ? " " : "";
    desk.voice.write(id, at, `${before}${gap}{${placeholder}}${text.slice(to)}`);
    field?.focus();
  };
  return (
    <div class="own-sentences" ref={list}>
      {own.map((sentence, at) => (
        <Sentence
          key={at}
          number={at + 1}
          text={sentence}
          problem={fault?.sentence === at ? fault.words : null}
          writes={writes}
          onFocus={() => {
            last.current = at;
          }}
          onInput={(text) => desk.voice.write(id, at, text)}
          onRemove={() => desk.voice.remove(id, at)}
        />
      ))}
      {fault && fault.sentence === null && <FieldProblem words={fault.words} />}
      {writes && (
        <>
          <p class="placeholders">
            <span class="soft">Put in:</span>
            {occasion.placeholders.map((name) => (
              <button
                key={name}
                type="button"
                class="chip-button"
                data-testid="placeholder"
                title={`Put {${name}} into the sentence`}
                onClick={() => insert(name)}
              >
                {`{${name}}`}
              </button>
            ))}
          </p>
          <div class="occasion-foot">
            {own.length < MOST && (
              <Button
                size="small"
                icon="plus"
                data-testid="sentence-add"
                onClick={() => desk.voice.add(id)}
              >
                Another way to say it
              </Button>
            )}
            <Button
              size="small"
              kind="quiet"
              data-testid="sentence-reset"
              onClick={() => desk.voice.reset(id)}
            >
              Back to the built-in sentences
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

interface SentenceProps {
  readonly number: number;
  readonly text: string;
  readonly problem: string | null;
  readonly writes: boolean;
  readonly onFocus: () => void;
  readonly onInput: (text: string) => void;
  readonly onRemove: () => void;
}

function Sentence(props: SentenceProps) {
  const { number, text, problem, writes, onFocus, onInput, onRemove } = props;
  const wrong = useId();
  return (
    <div class="sentence">
      <textarea
        class="input"
        rows={2}
        aria-label={`Sentence ${number}`}
        readOnly={!writes}
        data-testid="sentence"
        aria-invalid={problem !== null}
        aria-describedby={problem ? wrong : undefined}
        value={text}
        onFocus={onFocus}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {writes && (
        <IconButton
          icon="close"
          label={`Remove sentence ${number}`}
          data-testid="sentence-remove"
          onClick={onRemove}
        />
      )}
      {problem && <FieldProblem id={wrong} words={problem} />}
    </div>
  );
}
