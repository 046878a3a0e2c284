import type { Agent } from "../../shared/agents.ts";
import type { Config } from "../../shared/api.ts";
import type { CaseWithHistory, PromiseRecord, SuggestedPromise } from "../../shared/cases.ts";
import type { ChannelAccount, DeadLetter } from "../../shared/channels.ts";
import type { ConversationSummary, Note, QueueItem } from "../../shared/conversations.ts";
import type { FeedbackSummary } from "../../shared/feedback.ts";
import type { Packet } from "../../shared/packet.ts";
import type { Lang, Message } from "../../shared/protocol.ts";
import type { Alert, OutletReport } from "../../shared/reports.ts";
import type { Word } from "../words/index.ts";

/** `restoring`: asking the desk whether the cookie still holds. `expired`: was logged in, must log in again. */
export type SessionPhase = "restoring" | "anonymous" | "expired" | "active";

export interface SessionState {
  phase: SessionPhase;
  me: Agent | null;
}

export type Load = "idle" | "loading" | "ready" | "failed";

export interface ListsState {
  summaries: Readonly<Record<string, ConversationSummary>>;
  queue: readonly QueueItem[];
  /** Milliseconds since the epoch when `queue` was fetched; `waiting_s` counts from there. */
  queueAt: number;
  /** When each waiting conversation was first seen here; 0 for those of the first load, which are not news. */
  arrivedAt: Readonly<Record<string, number>>;
  queueLoad: Load;
  mineLoad: Load;
  allLoad: Load;
}

/** A message on its way to the desk. It keeps its `client_id` through every attempt. */
export interface OutgoingMessage {
  client_id: string;
  text: string;
  /** Names and bytes of the files that go with it. */
  files?: readonly { name: string; size: number }[];
  at: string;
  state: "sending" | "failed";
  /** Why it failed: an error code of the API. */
  code: string | null;
}

/** One conversation as far as it is loaded. */
export interface Thread {
  load: Load;
  messages: readonly Message[];
  outgoing: readonly OutgoingMessage[];
  notes: readonly Note[];
  packet: Packet | null;
  packetLoad: Load;
  /** Highest `seq` that the agent has had on screen; null until the thread was loaded. */
  seen: number | null;
}

export type Tab = "queue" | "mine" | "all";
export type ComposerMode = "reply" | "note";
export type DialogName = "close" | "transfer" | "help" | "promise" | "resolve" | "identity";

/** A decision about who is one person. `target` is a customer or (`undo`) a change; empty where the agent is to name one. */
export interface IdentityAct {
  kind: "join" | "part" | "decline" | "undo";
  target: string;
  name: string;
}

export type ToastTone = "info" | "success" | "warning" | "error";

export interface Toast {
  id: number;
  tone: ToastTone;
  word: Word;
  params: Readonly<Record<string, string | number>>;
}

export interface Preferences {
  lang: Lang;
  sound: boolean;
  /** With `false`, Ctrl+Enter sends and Enter makes a new line. */
  enterSends: boolean;
}

export interface UiState {
  /** The conversations, how the channels are doing, what customers' ratings add up to, or how outlets are doing. */
  page: "desk" | "channels" | "feedback" | "reports";
  tab: Tab;
  selected: string | null;
  mode: ComposerMode;
  dialog: DialogName | null;
  /** The case that the dialog is about, if it is about one. */
  dialogCase: string | null;
  dialogIdentity: IdentityAct | null;
  drawer: boolean;
  drafts: Readonly<Record<string, string>>;
  noteDrafts: Readonly<Record<string, string>>;
  toasts: readonly Toast[];
  preferences: Preferences;
}

/** What is owed to customers, beyond what their packets hold. */
export interface WorkState {
  /** The agent's promises that are due soon, the most urgent first. */
  due: readonly PromiseRecord[];
  /** Promises that a message made and that nobody recorded yet, by conversation. */
  suggested: Readonly<Record<string, SuggestedPromise>>;
  /** Cases whose history is open. */
  cases: Readonly<Record<string, CaseWithHistory>>;
}

/** How channels are doing; only supervisors load it. */
export interface ChannelsState {
  load: Load;
  accounts: readonly ChannelAccount[];
  /** What was given up, by account (`channel/account`). */
  dead: Readonly<Record<string, readonly DeadLetter[]>>;
}

/** Customers' ratings of the last `days`; only supervisors load them. */
export interface FeedbackState {
  load: Load;
  days: number;
  summary: FeedbackSummary | null;
}

/** What is abnormal at outlets, and figures of the last `days`; only supervisors load them. */
export interface ReportsState {
  load: Load;
  days: number;
  report: OutletReport | null;
  /** Those that nobody took note of come first. */
  alerts: readonly Alert[];
}

export interface LiveState {
  connection: "connecting" | "online" | "offline";
  /** Conversations whose customer is typing. */
  typing: Readonly<Record<string, boolean>>;
}

export interface State {
  session: SessionState;
  config: Config | null;
  lists: ListsState;
  threads: Readonly<Record<string, Thread>>;
  work: WorkState;
  channels: ChannelsState;
  feedback: FeedbackState;
  reports: ReportsState;
  ui: UiState;
  live: LiveState;
}

export const EMPTY_WORK: WorkState = { due: [], suggested: {}, cases: {} };

export const EMPTY_CHANNELS: ChannelsState = { load: "idle", accounts: [], dead: {} };

export const EMPTY_FEEDBACK: FeedbackState = { load: "idle", days: 7, summary: null };

export const EMPTY_REPORTS: ReportsState = { load: "idle", days: 7, report: null, alerts: [] };

export const EMPTY_THREAD: Thread = {
  load: "idle",
  messages: [],
  outgoing: [],
  notes: [],
  packet: null,
  packetLoad: "idle",
  seen: null,
};

export const EMPTY_LISTS: ListsState = {
  summaries: {},
  queue: [],
  queueAt: 0,
  arrivedAt: {},
  queueLoad: "idle",
  mineLoad: "idle",
  allLoad: "idle",
};

export const DEFAULT_PREFERENCES: Preferences = { lang: "zh-CN", sound: false, enterSends: true };

/** The state before anything is known; `ui` may carry what the last page load left behind. */
export function initialState(ui: Partial<UiState> = {}): State {
  return {
    session: { phase: "restoring", me: null },
    config: null,
    lists: EMPTY_LISTS,
    threads: {},
    work: EMPTY_WORK,
    channels: EMPTY_CHANNELS,
    feedback: EMPTY_FEEDBACK,
    reports: EMPTY_REPORTS,
    ui: {
      page: "desk",
      tab: "queue",
      selected: null,
      mode: "reply",
      dialog: null,
      dialogCase: null,
      dialogIdentity: null,
      drawer: false,
      drafts: {},
      noteDrafts: {},
      toasts: [],
      preferences: DEFAULT_PREFERENCES,
      ...ui,
    },
    live: { connection: "connecting", typing: {} },
  };
}
