/** What became of the article: any two revisions word by word, and every time that it went live. */
import { useEffect, useState } from "preact/hooks";
import { diffOf } from "../model/staff-gate.ts";
import { Latest } from "../model/staff-latest.ts";
import { type Sitting, sittingsOf } from "../model/staff-revisions.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Dialog } from "../ui/staff-dialog.tsx";
import { Nothing, Segments, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { ArticleRevision, FieldDiffs, Publication } from "../wire/staff-articles.ts";
import type { EditorDesk, Opened } from "./desk.ts";
import { FieldDiffView } from "./diff-view.tsx";
import { GoldenDiffView } from "./golden-diff.tsx";

interface RevisionsDialogProps {
  readonly desk: EditorDesk;
  readonly opened: Opened;
  readonly onClose: () => void;
}

const ACTS: Readonly<Record<Publication["act"], string>> = {
  publish: "Published",
  archive: "Archived",
  delete: "Deleted",
  undelete: "Brought back",
};

const VIEWS = [
  { value: "revisions", label: "Revisions" },
  { value: "publications", label: "Publications" },
] as const;

export function RevisionsDialog({ desk, opened, onClose }: RevisionsDialogProps) {
  const [view, setView] = useState<"revisions" | "publications">("revisions");
  const id = opened.editing.id ?? "";
  return (
    <Dialog title="History" onClose={onClose} testid="revisions" wide>
      <div class="dialog-tabs">
        <Segments
          label="Show"
          chosen={view}
          options={VIEWS}
          testid="history"
          onChoose={(chosen) => setView(chosen)}
        />
      </div>
      {view === "revisions" ? (
        <Revisions desk={desk} opened={opened} id={id} onClose={onClose} />
      ) : (
        <Publications desk={desk} id={id} />
      )}
    </Dialog>
  );
}

interface RevisionsProps extends RevisionsDialogProps {
  readonly id: string;
}

function Revisions({ desk, opened, id, onClose }: RevisionsProps) {
  const { article } = useStore(opened.editing.state);
  const [latest] = useState(
    () =>
      new Latest<string, readonly ArticleRevision[]>(desk.clock, (of) => desk.api.revisions(of)),
  );
  const { value: revisions, problem } = useStore(latest.state);
  const [whole, setWhole] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const [against, setAgainst] = useState<number | null>(null);
  useEffect(() => latest.ask(id), [latest, id, article?.revision]);
  if (problem) return <Trouble problem={problem} onAgain={() => latest.ask(id)} />;
  if (!revisions || !article) return <Waiting />;
  if (revisions.length === 1) {
    return <Nothing title="Saved once">Earlier texts will stand here.</Nothing>;
  }
  const sittings = sittingsOf(revisions);
  const shownList = whole ? revisions.map((last) => ({ last, revisions: [last] })) : sittings;
  const shown = chosen ?? shownList[1]?.last.number ?? revisions[1]?.number ?? article.revision;
  const other = against ?? article.revision;
  return (
    <div class="revisions">
      <div>
        <ol>
          {shownList.map((sitting) => (
            <li key={sitting.last.number}>
              <button
                type="button"
                aria-pressed={sitting.last.number === shown}
                data-testid="revision"
                data-number={sitting.last.number}
                onClick={() => setChosen(sitting.last.number)}
              >
                <SittingLine sitting={sitting} newest={sitting.last.number === article.revision} />
              </button>
            </li>
          ))}
        </ol>
        {sittings.length < revisions.length && (
          <label class="check">
            <input
              type="checkbox"
              checked={whole}
              onChange={(event) => setWhole(event.currentTarget.checked)}
            />
            Every single save
          </label>
        )}
      </div>
      <div class="revision-shown">
        <label class="revision-against">
          Revision {shown}, compared with
          <select
            class="input"
            data-testid="revision-against"
            value={other}
            onChange={(event) => setAgainst(Number(event.currentTarget.value))}
          >
            {revisions.map(({ number, author, live }) => (
              <option key={number} value={number}>
                {number} by {author}
                {number === article.revision ? ", newest" : ""}
                {live ? ", live" : ""}
              </option>
            ))}
          </select>
        </label>
        <RevisionDiff desk={desk} id={id} from={shown} to={other} />
        {shown !== article.revision && <Restore opened={opened} number={shown} onClose={onClose} />}
      </div>
    </div>
  );
}

function Restore({
  opened,
  number,
  onClose,
}: {
  opened: Opened;
  number: number;
  onClose: () => void;
}) {
  const { busy } = useStore(opened.editing.state);
  const restore = async () => {
    if (await opened.lifecycle.restore(number)) onClose();
  };
  return (
    <Button
      kind="primary"
      data-testid="revision-restore"
      disabled={busy !== null}
      onClick={() => void restore()}
    >
      Make revision {number} the draft
    </Button>
  );
}

interface RevisionDiffProps {
  readonly desk: EditorDesk;
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

function RevisionDiff({ desk, id, from, to }: RevisionDiffProps) {
  const [latest] = useState(
    () =>
      new Latest<readonly [number, number], FieldDiffs>(desk.clock, ([first, second]) =>
        desk.api.diff(id, first, second),
      ),
  );
  const { value, problem, waiting } = useStore(latest.state);
  useEffect(() => latest.ask([from, to]), [latest, from, to]);
  if (problem) return <Trouble problem={problem} onAgain={() => latest.ask([from, to])} />;
  if (!value) return <Waiting />;
  return (
    <div class="revision-diff" aria-busy={waiting}>
      <FieldDiffView diffs={value} beforeName={`Revision ${from}`} afterName={`Revision ${to}`} />
    </div>
  );
}

function SittingLine({ sitting, newest }: { sitting: Sitting; newest: boolean }) {
  const { number, author, at, live } = sitting.last;
  const more = sitting.revisions.length - 1;
  return (
    <>
      <strong>{number}</strong>
      <span class="revision-by">
        {author}
        <time dateTime={at}>
          {dayTime(at)}
          {more > 0 && ` · ${more + 1} saves`}
        </time>
      </span>
      {live && <Badge tone="accent">Live</Badge>}
      {newest && !live && <Badge tone="warn">Draft</Badge>}
    </>
  );
}

function Publications({ desk, id }: { readonly desk: EditorDesk; readonly id: string }) {
  const [latest] = useState(
    () => new Latest<string, readonly Publication[]>(desk.clock, (of) => desk.api.publications(of)),
  );
  const { value, problem } = useStore(latest.state);
  useEffect(() => latest.ask(id), [latest, id]);
  if (problem) return <Trouble problem={problem} onAgain={() => latest.ask(id)} />;
  if (!value) return <Waiting />;
  if (value.length === 0) {
    return <Nothing title="Never live yet">Every time that it goes live will stand here.</Nothing>;
  }
  return (
    <ol class="publications">
      {value.map((publication) => (
        <li key={publication.at} data-testid="publication">
          <p>
            <strong>{ACTS[publication.act]}</strong>, revision {publication.revision}, by{" "}
            {publication.author}
            <time class="soft" dateTime={publication.at}>
              {dayTime(publication.at)}
            </time>
          </p>
          {publication.override_reason && (
            <>
              <p class="publication-reason">
                <Badge tone="warn">Over the golden questions</Badge> “{publication.override_reason}”
              </p>
              {publication.diff && (
                <details>
                  <summary>What it broke</summary>
                  <GoldenDiffView diff={diffOf(publication.diff)} />
                </details>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
