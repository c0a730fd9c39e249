/** Somebody else saved in between: shows both texts and lets the editor decide. Nothing is lost meanwhile. */
import { tidied } from "../model/staff-content.ts";
import type { Editing } from "../model/staff-editing.ts";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Dialog } from "../ui/staff-dialog.tsx";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { DiffView } from "./diff-view.tsx";

interface ConflictDialogProps {
  readonly editing: Editing;
  readonly theirs: StaffArticle;
}

export function ConflictDialog({ editing, theirs }: ConflictDialogProps) {
  const { content } = useStore(editing.state);
  const at = dayTime(theirs.updated_at);
  return (
    <Dialog
      title={`${theirs.author} saved this article at ${at}`}
      onClose={() => editing.decideLater()}
      testid="conflict"
      wide
    >
      <p class="dialog-words">
        Your text was made from an earlier revision. Nothing was overwritten and nothing is lost:
        choose which text goes on, or go back and bring the two together by hand.
      </p>
      <DiffView
        before={theirs}
        after={tidied(content)}
        beforeName={`${theirs.author}’s text`}
        afterName="Your text"
      />
      <div class="dialog-foot">
        <Button data-testid="conflict-later" onClick={() => editing.decideLater()}>
          Back to my text
        </Button>
        <Button data-testid="conflict-take" onClick={() => editing.takeTheirs()}>
          Take {theirs.author}’s text
        </Button>
        <Button kind="primary" data-testid="conflict-keep" onClick={() => void editing.keepMine()}>
          Save mine over it
        </Button>
      </div>
    </Dialog>
  );
}
