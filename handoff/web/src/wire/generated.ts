/** Made by `python -m handoff.operations.describing` from the service's types; do not edit. */

/** One agent owns the conversation now. `cause` is unset when they claimed it themselves, else "assigned", "transfer", "take_over" or "reopened"; `by` names who or what gave it, `former` is the agent who had it until now. */
export interface AgentAssigned {
  readonly agent: Person;
  readonly cause?: string | null;
  readonly by?: string | null;
  readonly former?: Person | null;
}

/** `/agent` `seen`. */
export interface AgentSeen {
  readonly conversation_id: string;
  readonly seq: number;
}

/** `/agent` `message:post`; `fence` is the number the page knew when the words were written. */
export interface AgentText {
  readonly client_id: string;
  readonly text: string;
  readonly attachments?: readonly string[];
  readonly conversation_id: string;
  readonly fence?: number | null;
}

/** `/agent` `typing`. */
export interface AgentTyping {
  readonly conversation_id: string;
  readonly active: boolean;
}

/** An agent said that no article answers what the customer asked in `message_id`. */
export interface AnswerMissing {
  readonly agent: Person;
  readonly message_id: string;
}

/** A button under a message of the bot. */
export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** An agent who is here. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly status: "online" | "away";
  readonly capacity: number;
}

/** It was done, or had been before: `seq` is the event that answers it. */
export interface CommandAck {
  readonly seq: number;
}

/** `/customer` `contact:leave`, and the same over HTTP. */
export interface Contact {
  readonly email: string;
}

/** The customer left an e-mail address, to be answered there too. */
export interface ContactLeft {
  readonly email: string;
}

/** The customer came back after the matter was settled. */
export type ConversationReopened = Readonly<Record<string, never>>;

/** The matter is settled, until the customer writes again. */
export type ConversationResolved = Readonly<Record<string, never>>;

/** An agent gave the conversation exactly these tags. */
export interface ConversationTagged {
  readonly agent: Person;
  readonly tags?: readonly string[];
}

/** `/customer` `sync`: the last seq the page has. */
export interface Cursor {
  readonly after?: number;
}

/** The customer as lists show them. */
export interface CustomerLine {
  readonly id: string;
  readonly name: string | null;
}

/** `/customer` `message:post`. */
export interface CustomerMessage {
  readonly client_id: string;
  readonly text: string;
  readonly attachments?: readonly string[];
}

/** It was done; there is nothing more to say. */
export type EmptyAck = Readonly<Record<string, never>>;

/** A detail that was found in the customer's words. */
export interface Entity {
  readonly entity: string;
  readonly value: unknown;
}

/** An event at its place in a conversation; each type of event has its own `data`. */
export interface Envelope {
  readonly conversation_id: string;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Why the bot did what it did; reaches agents only. `facts` and `turn` serve to decide it again. */
export interface Evidence {
  readonly policy?: string;
  readonly reason?: string | null;
  readonly lines?: readonly string[];
  readonly signals?: readonly Signal[];
  readonly parse?: Parse | null;
  readonly sentiment?: Sentiment | null;
  readonly hits?: readonly EvidenceHit[];
  readonly summary?: readonly string[];
  readonly turn?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly performed?: Readonly<Record<string, unknown>>;
}

/** An article that was considered. */
export interface EvidenceHit {
  readonly article_id: string;
  readonly title: string;
  readonly passage: string;
  readonly heading?: string;
  readonly score: number;
  readonly probability: number;
}

/** A file that a message carries: `size` in bytes, `type` as its content shows it. */
export interface FileRef {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** A person is needed; `reason` is a stable code, `evidence` what led to it, `team` whose queue it is. */
export interface HandoffRequested {
  readonly reason: string;
  readonly evidence?: Evidence | null;
  readonly team?: string | null;
  readonly priority?: number;
}

/** The newest message, shortened. */
export interface LastMessage {
  readonly author: "customer" | "bot" | "agent" | "system";
  readonly text: string;
  readonly at: string;
}

/** How long conversations stay without a sign of life, in seconds, and which were lost. */
export interface LeaseAck {
  readonly lease_s: number;
  readonly lost: readonly LostConversation[];
}

/** A conversation that went back to the queue while its agent was away. */
export interface LostConversation {
  readonly conversation_id: string;
  readonly customer: string | null;
  readonly at: string;
}

/** Where a note names this agent. */
export interface Mention {
  readonly conversation_id: string;
  readonly seq: number;
  readonly at: string;
}

/** A note names this agent. */
export interface MentionSignal {
  readonly conversation_id: string;
  readonly seq: number;
  readonly note_id: string;
  readonly by: Person;
  readonly text: string;
}

/** Where this agent was named last, once a conversation, unread first; and the lines of these. */
export interface MentionedAck {
  readonly mentions: readonly Mention[];
  readonly conversations: readonly Summary[];
}

/** The notes that name this agent and are unread, newest first. */
export interface MentionsAck {
  readonly mentions: readonly Mention[];
}

/** One line by one author; `html`, `sources`, `choices`, `evidence` only when the bot wrote it. The text is empty where nothing but `attachments` was sent. */
export interface MessagePosted {
  readonly message_id: string;
  readonly author: "customer" | "bot" | "agent" | "system";
  readonly text: string;
  readonly client_id?: string | null;
  readonly name?: string | null;
  readonly html?: string | null;
  readonly sources?: readonly Source[];
  readonly choices?: readonly Choice[];
  readonly choice_id?: string | null;
  readonly in_reply_to?: string | null;
  readonly evidence?: Evidence | null;
  readonly channel?: "widget" | "mail";
  readonly attachments?: readonly FileRef[];
}

/** A private line between agents; never part of what a customer may read. */
export interface NotePosted {
  readonly note_id: string;
  readonly agent: Person;
  readonly text: string;
  readonly client_id?: string | null;
  readonly mentions?: readonly string[];
}

/** `/agent` `note:post`; `mentions` are the ids of colleagues who are told of it. */
export interface NoteText {
  readonly conversation_id: string;
  readonly client_id: string;
  readonly text: string;
  readonly mentions?: readonly string[];
}

/** No fields at all. */
export type Nothing = Readonly<Record<string, never>>;

/** Any `/agent` event that names a conversation and nothing else. */
export interface OfConversation {
  readonly conversation_id: string;
}

/** `/agent` `answer:missing`: no article answers what the customer asked in this message. */
export interface OfMessage {
  readonly conversation_id: string;
  readonly message_id: string;
}

/** An offer to this agent; one that is `over` is taken away again. */
export interface OfferSignal {
  readonly conversation_id: string;
  readonly expires_at: string;
  readonly over?: string;
}

/** The offers that this agent can accept now. */
export interface OffersAck {
  readonly offers: readonly OfferSignal[];
}

/** A conversation that an agent opened. */
export interface OpenAck {
  readonly events: readonly Envelope[];
  readonly last_seq: number;
  readonly epoch?: string;
  readonly conversation_id?: string;
  readonly status?: "bot" | "queued" | "assigned" | "resolved";
  readonly seen?: SeenCursors;
  readonly conversation: Summary;
}

/** `/agent` `conversation:open`. */
export interface OpenConversation {
  readonly conversation_id: string;
  readonly after?: number;
}

/** A conversation came to this agent or was taken from them. */
export interface OwnershipSignal {
  readonly conversation_id: string;
  readonly seq: number;
  readonly cause: "assigned" | "transfer" | "take_over" | "reopened" | "lease_expired";
  readonly agent: Person | null;
  readonly by: string | null;
  readonly former: Person | null;
}

/** What the dialogue understood. */
export interface Parse {
  readonly intent: string | null;
  readonly probability: number;
  readonly entities?: readonly Entity[];
}

/** A member of staff as a conversation knows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** `/customer` `choice:pick`. */
export interface Pick {
  readonly message_id: string;
  readonly choice_id: string;
}

/** The words stand in the conversation. */
export interface PostAck {
  readonly seq: number;
  readonly message_id: string;
}

/** `/agent` `presence:set`. */
export interface Presence {
  readonly status: string;
  readonly capacity?: number;
}

/** The agents who are here. */
export interface PresenceSignal {
  readonly agents: readonly Colleague[];
}

/** The most urgent promise that runs. */
export interface PromiseLine {
  readonly target: string;
  readonly due_at: string;
  readonly state: "ok" | "warned" | "breached";
}

/** The agents' lists: who waits, what is mine, what is with anybody, and what changed last. */
export interface QueueListAck {
  readonly waiting: readonly Summary[];
  readonly own: readonly Summary[];
  readonly all: readonly Summary[];
  readonly assigned?: readonly Summary[];
  readonly epoch?: string;
}

/** The customer's place; `back_at` says when somebody is in again, `late` that nobody came in time. */
export interface QueueSignal {
  readonly position: number | null;
  readonly estimate_s: WaitEstimate | null;
  readonly open?: boolean;
  readonly back_at?: string | null;
  readonly late?: boolean;
  readonly leave_email?: boolean;
  readonly email?: string | null;
}

/** `/customer` `answer:rate`. */
export interface Rating {
  readonly message_id: string;
  readonly helpful: boolean;
}

/** The customer said whether one answer helped. */
export interface RatingGiven {
  readonly message_id: string;
  readonly helpful: boolean;
}

/** `/agent` `mention:read`: the notes up to `seq` that name this agent were on the screen. */
export interface ReadMentions {
  readonly conversation_id: string;
  readonly seq: number;
}

/** What was asked was not done, and nothing was stored. */
export interface Refusal {
  readonly ok: false;
  readonly error: RefusalError;
}

/** A stable code, and words that may be shown; some codes bring further fields. */
export interface RefusalError {
  readonly code: string;
  readonly message: string;
}

/** `/agent` `lease:renew`; `told` are the lost conversations the page has shown. */
export interface Renewal {
  readonly told?: readonly string[];
}

/** `/agent` `conversation:return_to_bot`, at the beginning of `flow` if one is named. */
export interface Return {
  readonly conversation_id: string;
  readonly flow?: string | null;
}

/** The bot answers again, at the beginning of `flow` if one is named. */
export interface ReturnedToBot {
  readonly flow?: string | null;
}

/** The agent let go; the conversation waits for another one. `cause` is "released", "transfer" or "lease_expired", or what routing names; `former` is who had it. A `team` or `priority` that is not set stays what it was. */
export interface ReturnedToQueue {
  readonly cause?: string | null;
  readonly former?: Person | null;
  readonly team?: string | null;
  readonly priority?: number | null;
}

/** `/customer` `seen`: the last seq that was on the screen. */
export interface Seen {
  readonly seq: number;
}

/** The last seq that each side has seen; none is 0. */
export interface SeenCursors {
  readonly customer?: number;
  readonly agent?: number;
}

/** How far the other side has read. */
export interface SeenSignal {
  readonly conversation_id: string;
  readonly by: "customer" | "agent";
  readonly seq: number;
}

/** How upset the customer sounds, 0 to 1, and the course over the conversation, oldest first. */
export interface Sentiment {
  readonly negative: number;
  readonly curve?: readonly number[];
  readonly lexicon_only?: boolean;
}

/** One measured reason for calling a person; it fires when `value` reaches `threshold`. */
export interface Signal {
  readonly name: string;
  readonly value: number | string | boolean | null;
  readonly threshold: number | null;
  readonly fired: boolean;
}

/** A promise of the team was not kept in time. */
export interface SlaBreached {
  readonly target: string;
  readonly due_at: string;
}

/** A promise of the team is in danger: "first_response", "next_response" or "resolution". */
export interface SlaWarned {
  readonly target: string;
  readonly due_at: string;
}

/** An article that an answer is taken from. */
export interface Source {
  readonly article_id: string;
  readonly title: string;
  readonly url?: string;
}

/** One conversation's line in the agents' lists. */
export interface Summary {
  readonly conversation_id: string;
  readonly status: "bot" | "queued" | "assigned" | "resolved";
  readonly customer: CustomerLine;
  readonly agent: Person | null;
  readonly reason: string | null;
  readonly waiting_since: string | null;
  readonly last_message: LastMessage | null;
  readonly last_seq: number;
  readonly updated_at: string;
  readonly team?: string | null;
  readonly priority?: number;
  readonly tags?: readonly string[];
  readonly fence?: number;
  readonly language?: string | null;
  readonly contact?: string | null;
  readonly sla?: PromiseLine | null;
}

/** `/customer` `survey:submit`. */
export interface Survey {
  readonly csat: number;
  readonly ces?: number | null;
  readonly nps?: number | null;
  readonly comment?: string | null;
}

/** The customer rated the conversation: csat 1..5, ces 1..7, nps 0..10. */
export interface SurveySubmitted {
  readonly csat: number;
  readonly ces?: number | null;
  readonly nps?: number | null;
  readonly comment?: string | null;
}

/** One page of the events behind the cursor; ask again while they end before `last_seq`. */
export interface SyncAck {
  readonly events: readonly Envelope[];
  readonly last_seq: number;
  readonly epoch?: string;
  readonly conversation_id?: string;
  readonly status?: "bot" | "queued" | "assigned" | "resolved";
  readonly seen?: SeenCursors;
}

/** `/agent` `conversation:tag`: exactly these from now on. */
export interface Tags {
  readonly conversation_id: string;
  readonly tags: readonly string[];
}

/** Where the transcript goes. */
export interface TranscriptAck {
  readonly email: string;
}

/** `/customer` `transcript:mail`, and the same over HTTP; without an address, to the one left before. */
export interface TranscriptTo {
  readonly email?: string | null;
}

/** `/agent` `conversation:transfer`: to one agent or to one team. */
export interface TransferTo {
  readonly conversation_id: string;
  readonly to_agent_id?: string | null;
  readonly to_team?: string | null;
}

/** `/customer` `typing`. */
export interface Typing {
  readonly active: boolean;
}

/** The other side is writing, or stopped. */
export interface TypingSignal {
  readonly conversation_id: string;
  readonly author: "customer" | "bot" | "agent" | "system";
  readonly active: boolean;
  readonly name?: string | null;
}

/** `/agent` `viewing`: the conversation on the screen of this window, or none. */
export interface Viewing {
  readonly conversation_id?: string | null;
}

/** All conversations that somebody has on the screen. */
export interface ViewingAck {
  readonly viewing: readonly ViewingSignal[];
}

/** Who has a conversation on the screen right now. */
export interface ViewingSignal {
  readonly conversation_id: string;
  readonly agents: readonly Person[];
}

/** Seconds within which half and nine tenths of such waits end. */
export interface WaitEstimate {
  readonly p50: number;
  readonly p90: number;
}

/** The data of every stored event, by its type. */
export interface StoredEvents {
  readonly message_posted: MessagePosted;
  readonly handoff_requested: HandoffRequested;
  readonly agent_assigned: AgentAssigned;
  readonly returned_to_queue: ReturnedToQueue;
  readonly returned_to_bot: ReturnedToBot;
  readonly conversation_resolved: ConversationResolved;
  readonly conversation_reopened: ConversationReopened;
  readonly note_posted: NotePosted;
  readonly conversation_tagged: ConversationTagged;
  readonly answer_missing: AnswerMissing;
  readonly contact_left: ContactLeft;
  readonly sla_warned: SlaWarned;
  readonly sla_breached: SlaBreached;
  readonly rating_given: RatingGiven;
  readonly survey_submitted: SurveySubmitted;
}

/** What a page may emit to /customer. */
export interface CustomerAsks {
  readonly "message:post": CustomerMessage;
  readonly "choice:pick": Pick;
  readonly "handoff:request": Nothing;
  readonly sync: Cursor;
  readonly typing: Typing;
  readonly seen: Seen;
  readonly "answer:rate": Rating;
  readonly "survey:submit": Survey;
  readonly "contact:leave": Contact;
  readonly "transcript:mail": TranscriptTo;
}

/** How that is acknowledged, besides `ok`. */
export interface CustomerAnswers {
  readonly "message:post": PostAck;
  readonly "choice:pick": PostAck;
  readonly "handoff:request": CommandAck;
  readonly sync: SyncAck;
  readonly typing: EmptyAck;
  readonly seen: EmptyAck;
  readonly "answer:rate": CommandAck;
  readonly "survey:submit": CommandAck;
  readonly "contact:leave": CommandAck;
  readonly "transcript:mail": TranscriptAck;
}

/** What a page hears from /customer. */
export interface CustomerHears {
  readonly event: Envelope;
  readonly queue: QueueSignal;
  readonly seen: SeenSignal;
  readonly typing: TypingSignal;
}

/** What a page may emit to /agent. */
export interface AgentAsks {
  readonly "presence:set": Presence;
  readonly "queue:list": Nothing;
  readonly "conversation:open": OpenConversation;
  readonly "message:post": AgentText;
  readonly "note:post": NoteText;
  readonly typing: AgentTyping;
  readonly seen: AgentSeen;
  readonly viewing: Viewing;
  readonly "lease:renew": Renewal;
  readonly "conversation:claim": OfConversation;
  readonly "conversation:take_over": OfConversation;
  readonly "conversation:release": OfConversation;
  readonly "conversation:return_to_bot": Return;
  readonly "conversation:resolve": OfConversation;
  readonly "conversation:transfer": TransferTo;
  readonly "conversation:tag": Tags;
  readonly "answer:missing": OfMessage;
  readonly "offer:accept": OfConversation;
  readonly "offer:decline": OfConversation;
  readonly "offer:list": Nothing;
  readonly "mention:list": Nothing;
  readonly "mention:conversations": Nothing;
  readonly "mention:read": ReadMentions;
}

/** How that is acknowledged, besides `ok`. */
export interface AgentAnswers {
  readonly "presence:set": EmptyAck;
  readonly "queue:list": QueueListAck;
  readonly "conversation:open": OpenAck;
  readonly "message:post": PostAck;
  readonly "note:post": CommandAck;
  readonly typing: EmptyAck;
  readonly seen: EmptyAck;
  readonly viewing: ViewingAck;
  readonly "lease:renew": LeaseAck;
  readonly "conversation:claim": CommandAck;
  readonly "conversation:take_over": CommandAck;
  readonly "conversation:release": CommandAck;
  readonly "conversation:return_to_bot": CommandAck;
  readonly "conversation:resolve": CommandAck;
  readonly "conversation:transfer": CommandAck;
  readonly "conversation:tag": CommandAck;
  readonly "answer:missing": CommandAck;
  readonly "offer:accept": CommandAck;
  readonly "offer:decline": EmptyAck;
  readonly "offer:list": OffersAck;
  readonly "mention:list": MentionsAck;
  readonly "mention:conversations": MentionedAck;
  readonly "mention:read": MentionsAck;
}

/** What a page hears from /agent. */
export interface AgentHears {
  readonly event: Envelope;
  readonly conversation_updated: Summary;
  readonly presence: PresenceSignal;
  readonly ownership: OwnershipSignal;
  readonly mention: MentionSignal;
  readonly offer: OfferSignal;
  readonly viewing: ViewingSignal;
  readonly seen: SeenSignal;
  readonly typing: TypingSignal;
}

/** The types of stored events. */
export const STORED = [
  "message_posted",
  "handoff_requested",
  "agent_assigned",
  "returned_to_queue",
  "returned_to_bot",
  "conversation_resolved",
  "conversation_reopened",
  "note_posted",
  "conversation_tagged",
  "answer_missing",
  "contact_left",
  "sla_warned",
  "sla_breached",
  "rating_given",
  "survey_submitted",
] as const;
