/** An editor's page without its looks: the server, the lists, and what is not saved yet. */
import type { Clock } from "../model/clock.ts";
import { ArticleList } from "../model/staff-article-list.ts";
import { UnsavedTexts } from "../model/staff-content.ts";
import { Editing } from "../model/staff-editing.ts";
import { GapList } from "../model/staff-gaps.ts";
import { GoldenList } from "../model/staff-golden.ts";
import { ImportDesk } from "../model/staff-imports.ts";
import { Latest } from "../model/staff-latest.ts";
import { Lifecycle } from "../model/staff-lifecycle.ts";
import { PolicyDesk } from "../model/staff-policy-desk.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { TrialBench } from "../model/staff-trial.ts";
import { Teaching } from "../model/staff-understanding.ts";
import { VoiceDesk } from "../model/staff-voice-desk.ts";
import { PolicyTrial } from "../model/staff-what-if.ts";
import type { KeyValue } from "../model/storage.ts";
import { type ArticlesApi, articlesApi, type StaffArticle } from "../wire/staff-articles.ts";
import { changes } from "../wire/staff-call.ts";
import { gapsApi } from "../wire/staff-gaps.ts";
import { goldenApi } from "../wire/staff-golden.ts";
import { importsApi } from "../wire/staff-imports.ts";
import { policiesApi } from "../wire/staff-policies.ts";
import { type Findings, qualityApi, type Trust } from "../wire/staff-quality.ts";
import { understandingApi } from "../wire/staff-understanding.ts";
import { voiceApi } from "../wire/staff-voice.ts";

/** An open article: its text, and what moves it on. */
export interface Opened {
  readonly editing: Editing;
  readonly lifecycle: Lifecycle;
}

export class EditorDesk {
  readonly api: ArticlesApi;
  readonly list: ArticleList;
  readonly unsaved: UnsavedTexts;
  readonly toasts: Toasts;
  readonly clock: Clock;
  /** Stays as it is while the editor moves between articles. */
  readonly trial: TrialBench;
  readonly gaps: GapList;
  readonly golden: GoldenList;
  readonly imports: ImportDesk;
  readonly health: Latest<null, Findings>;
  readonly trust: Latest<null, Trust>;
  /** These keep what is being changed while one looks at other pages. */
  readonly policy: PolicyDesk;
  readonly policyTrial: PolicyTrial;
  readonly voice: VoiceDesk;
  readonly teaching: Teaching;

  constructor(keeper: SessionKeeper, storage: KeyValue, toasts: Toasts, clock: Clock) {
    const change = changes(() => keeper.csrf);
    const watched = <T extends object>(api: T) => withSession(api, keeper);
    const quality = watched(qualityApi);
    this.api = watched(articlesApi(change));
    this.list = new ArticleList(this.api, clock);
    this.unsaved = new UnsavedTexts(storage);
    this.toasts = toasts;
    this.clock = clock;
    this.trial = new TrialBench(this.api, clock);
    this.gaps = new GapList(watched(gapsApi(change)), clock, toasts);
    this.golden = new GoldenList(watched(goldenApi(change)), clock, toasts);
    this.imports = new ImportDesk(watched(importsApi(change)), clock, toasts, () =>
      this.list.refresh(),
    );
    this.health = new Latest(clock, () => quality.health());
    this.trust = new Latest(clock, () => quality.trust());
    const policies = watched(policiesApi(change));
    this.policy = new PolicyDesk(policies, clock, toasts);
    this.policyTrial = new PolicyTrial(policies, clock);
    this.voice = new VoiceDesk(watched(voiceApi(change)), clock, toasts);
    this.teaching = new Teaching(watched(understandingApi(change)), clock, toasts);
  }

  open(id: string | null, onStored: (article: StaffArticle) => void): Opened {
    const { api, clock, unsaved, toasts, list } = this;
    const editing = new Editing(id, {
      api,
      clock,
      unsaved,
      toasts,
      onStored: (article) => {
        list.took(article);
        onStored(article);
      },
      onRemoved: (gone) => list.dropped(gone),
    });
    void editing.load();
    const onBack = (article: StaffArticle) => list.took(article);
    return { editing, lifecycle: new Lifecycle(editing, { api, toasts, onBack }) };
  }
}

/** Whichever call first finds the session ended brings up the sign-in form. */
function withSession<T extends object>(api: T, keeper: SessionKeeper): T {
  const watched = Object.entries(api).map(([name, call]) => [
    name,
    (...parts: unknown[]) =>
      (call as (...parts: unknown[]) => Promise<unknown>)(...parts).catch((problem: unknown) => {
        if ((problem as { status?: unknown }).status === 401) keeper.expired();
        throw problem;
      }),
  ]);
  return Object.fromEntries(watched) as T;
}
