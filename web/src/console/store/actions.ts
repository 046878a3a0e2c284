import type { Agent } from "../../shared/agents.ts";
import type { Config } from "../../shared/api.ts";
import type { CaseWithHistory, PromiseRecord, SuggestedPromise } from "../../shared/cases.ts";
import type { ChannelAccount, DeadLetter } from "../../shared/channels.ts";
import type { ConversationSummary, Note, QueueItem } from "../../shared/conversations.ts";
import type { FeedbackSummary } from "../../shared/feedback.ts";
import type { Packet } from "../../shared/packet.ts";
import type { Message } from "../../shared/protocol.ts";
import type { Alert, OutletReport } from "../../shared/reports.ts";
import type {
  ComposerMode,
  DialogName,
  IdentityAct,
  LiveState,
  OutgoingMessage,
  Preferences,
  Tab,
  Toast,
  UiState,
} from "./state.ts";

/** Everything that can happen to the state. `at` is milliseconds since the epoch: reducers have no clock. */
export type Action =
  | { type: "session.started"; me: Agent }
  | { type: "session.me"; me: Agent }
  | { type: "session.anonymous" }
  | { type: "session.expired" }
  | { type: "config.loaded"; config: Config }
  | { type: "queue.loaded"; items: QueueItem[]; summaries: ConversationSummary[]; at: number }
  | { type: "mine.loaded"; summaries: ConversationSummary[] }
  | { type: "all.loaded"; summaries: ConversationSummary[] }
  | { type: "list.loading"; list: Tab }
  | { type: "list.failed"; list: Tab }
  | { type: "conversation.changed"; summary: ConversationSummary }
  | { type: "thread.loading"; id: string }
  | { type: "thread.loaded"; id: string; messages: Message[] }
  | { type: "thread.failed"; id: string }
  | { type: "thread.seen"; id: string }
  | { type: "packet.loading"; id: string }
  | { type: "packet.loaded"; packet: Packet }
  | { type: "packet.failed"; id: string }
  | { type: "notes.loaded"; id: string; notes: Note[] }
  | { type: "note.added"; id: string; note: Note }
  | { type: "outgoing.queued"; id: string; message: OutgoingMessage }
  | { type: "outgoing.retried"; id: string; clientId: string }
  | { type: "outgoing.failed"; id: string; clientId: string; code: string }
  | { type: "outgoing.dropped"; id: string; clientId: string }
  | { type: "promises.loaded"; promises: PromiseRecord[] }
  | { type: "promise.suggested"; id: string; suggestion: SuggestedPromise | null }
  | { type: "case.loaded"; found: CaseWithHistory }
  | { type: "channels.loaded"; accounts: ChannelAccount[] }
  | { type: "channels.failed" }
  | { type: "dead.loaded"; key: string; letters: DeadLetter[] }
  | { type: "feedback.days"; days: number }
  | { type: "feedback.loaded"; days: number; summary: FeedbackSummary }
  | { type: "feedback.failed"; days: number }
  | { type: "reports.days"; days: number }
  | { type: "reports.loaded"; days: number; report: OutletReport }
  | { type: "reports.failed"; days: number }
  | { type: "alerts.loaded"; alerts: readonly Alert[] }
  | { type: "ui.page"; page: UiState["page"] }
  | { type: "ui.tab"; tab: Tab }
  | { type: "ui.selected"; id: string | null }
  | { type: "ui.mode"; mode: ComposerMode }
  | { type: "ui.dialog"; dialog: DialogName | null; caseNumber?: string; identity?: IdentityAct }
  | { type: "ui.drawer"; open: boolean }
  | { type: "ui.draft"; id: string; mode: ComposerMode; text: string }
  | { type: "ui.toast"; toast: Toast }
  | { type: "ui.toast_gone"; id: number }
  | { type: "ui.preferences"; preferences: Partial<Preferences> }
  | { type: "live.connection"; connection: LiveState["connection"] }
  | { type: "live.typing"; id: string; on: boolean };
