import type { Agent, AgentStatus, LoginResult } from "../../shared/agents.ts";
import { API_BASE, type Config } from "../../shared/api.ts";
import type {
  Case,
  CasePatch,
  CaseWithHistory,
  Dispatch,
  PromiseRecord,
  PromiseRequest,
} from "../../shared/cases.ts";
import type { ChannelAccount, DeadLetter, Retried } from "../../shared/channels.ts";
import type {
  CloseRequest,
  ConversationSummary,
  Note,
  QueueItem,
  SendMessageRequest,
  SendMessageResult,
  TransferRequest,
} from "../../shared/conversations.ts";
import type { FeedbackSummary } from "../../shared/feedback.ts";
import type { Packet } from "../../shared/packet.ts";
import type { Person } from "../../shared/people.ts";
import type { Attachment, Message } from "../../shared/protocol.ts";
import type { Alert, OutletReport } from "../../shared/reports.ts";
import type { IdentityAct } from "../store/state.ts";
import { ApiFailure, failureOf, NO_ANSWER } from "./failure.ts";

type Fetch = (url: string, init: RequestInit) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH";
export type ListOwner = "me" | "queue" | "all";

/** Milliseconds after which an unanswered call counts as failed. */
const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/**
 * The console API of docs/contracts.md §3. The session cookie goes along by itself (same origin).
 * Every method throws {@link ApiFailure} and nothing else.
 */
export class ApiClient {
  constructor(
    private readonly send: Fetch = (url, init) => fetch(url, init),
    private readonly base: string = API_BASE,
  ) {}

  login(username: string, password: string): Promise<LoginResult> {
    return this.call("POST", "/login", { username, password });
  }
  logout(): Promise<unknown> {
    return this.call("POST", "/logout");
  }
  me(): Promise<Agent> {
    return this.call("GET", "/me");
  }
  setStatus(status: AgentStatus): Promise<Agent> {
    return this.call("PUT", "/me/status", { status });
  }
  config(): Promise<Config> {
    return this.call("GET", "/config");
  }
  agents(): Promise<Agent[]> {
    return this.call("GET", "/agents");
  }
  queue(): Promise<QueueItem[]> {
    return this.call("GET", "/queue");
  }
  conversations(owner: ListOwner): Promise<ConversationSummary[]> {
    return this.call("GET", `/conversations?owner=${owner}`);
  }
  conversation(id: string): Promise<ConversationSummary> {
    return this.call("GET", at(id));
  }
  claim(id: string): Promise<ConversationSummary> {
    return this.call("POST", at(id, "claim"));
  }
  packet(id: string): Promise<Packet> {
    return this.call("GET", at(id, "packet"));
  }
  /** Messages with `seq > after`, oldest first. */
  messages(id: string, after: number): Promise<Message[]> {
    return this.call("GET", `${at(id, "messages")}?after=${after}`);
  }
  sendMessage(id: string, request: SendMessageRequest): Promise<SendMessageResult> {
    return this.call("POST", at(id, "messages"), request);
  }
  /** Brings a file to the desk; a message takes it along by its id. */
  upload(file: File): Promise<Attachment> {
    const form = new FormData();
    form.append("file", file, file.name);
    return this.call("POST", "/attachments", form);
  }
  transfer(id: string, request: TransferRequest): Promise<ConversationSummary> {
    return this.call("POST", at(id, "transfer"), request);
  }
  notes(id: string): Promise<Note[]> {
    return this.call("GET", at(id, "notes"));
  }
  addNote(id: string, text: string): Promise<Note> {
    return this.call("POST", at(id, "notes"), { text });
  }
  close(id: string, request: CloseRequest): Promise<ConversationSummary> {
    return this.call("POST", at(id, "close"), request);
  }
  /** Says who is one person, or takes that back; `target` is a customer, a case or conversation of theirs, or a change. */
  decideIdentity(id: string, { kind, target }: IdentityAct, reason: string): Promise<Person> {
    if (kind === "join") return this.call("POST", at(id, "identities"), { other: target, reason });
    const what = kind === "undo" ? "identity-changes" : "identities";
    return this.call("POST", `${at(id, what)}/${encodeURIComponent(target)}/${kind}`, { reason });
  }
  /** Makes a promise on record; the same one again gives the same record. */
  promise(id: string, request: PromiseRequest): Promise<PromiseRecord> {
    return this.call("POST", at(id, "promises"), request);
  }
  /** The open promises that this agent was warned about, the most urgent first. */
  promises(): Promise<PromiseRecord[]> {
    return this.call("GET", "/promises");
  }
  keepPromise(promiseId: string): Promise<PromiseRecord> {
    return this.call("PATCH", `/promises/${encodeURIComponent(promiseId)}`, { state: "kept" });
  }
  case(number: string): Promise<CaseWithHistory> {
    return this.call("GET", `/cases/${encodeURIComponent(number)}`);
  }
  /** Sends a case to its outlet; while a letter about it waits to go out, that one is given. */
  sendToOutlet(number: string): Promise<Dispatch> {
    return this.call("POST", `/cases/${encodeURIComponent(number)}/dispatches`, { note: "" });
  }
  changeCase(number: string, patch: CasePatch): Promise<Case> {
    return this.call("PATCH", `/cases/${encodeURIComponent(number)}`, patch);
  }

  /** What ratings since then (ISO 8601) add up to. */
  feedback(since: string): Promise<FeedbackSummary> {
    return this.call("GET", `/feedback?since=${encodeURIComponent(since)}`);
  }
  outletReport(days: number): Promise<OutletReport> {
    return this.call("GET", `/reports/outlets?days=${days}`);
  }
  alerts(): Promise<Alert[]> {
    return this.call("GET", "/alerts");
  }
  acknowledge(id: string): Promise<Alert> {
    return this.call("POST", `/alerts/${encodeURIComponent(id)}/acknowledge`);
  }
  /** Each account of each channel; for supervisors. */
  channels(): Promise<ChannelAccount[]> {
    return this.call("GET", "/channels");
  }
  deadLetters(channel: string, account: string): Promise<DeadLetter[]> {
    return this.call("GET", `/channels/${encodeURIComponent(channel)}/${encodeURIComponent(account)}/dead`);
  }
  retryAccount(channel: string, account: string): Promise<Retried> {
    return this.call("POST", `/channels/${encodeURIComponent(channel)}/${encodeURIComponent(account)}/retry`);
  }
  retryDelivery(conversationId: string, seq: number): Promise<Retried> {
    return this.call("POST", `/deliveries/${encodeURIComponent(conversationId)}/${seq}/retry`);
  }

  private async call<Result>(method: Method, path: string, body?: unknown): Promise<Result> {
    const response = await this.answer(method, path, body);
    if (!response.ok) throw await failureOf(response);
    if (response.status === 204) return undefined as Result;
    try {
      return (await response.json()) as Result;
    } catch (error) {
      throw new ApiFailure(response.status, "bad_answer", String(error));
    }
  }

  private async answer(method: Method, path: string, body: unknown): Promise<Response> {
    const init: RequestInit = {
      method,
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(body instanceof FormData ? UPLOAD_TIMEOUT_MS : TIMEOUT_MS),
    };
    if (body instanceof FormData) {
      init.body = body;
    } else if (body !== undefined) {
      init.headers = { ...init.headers, "Content-Type": "application/json" };
      init.body = JSON.stringify(body);
    }
    try {
      return await this.send(this.base + path, init);
    } catch (error) {
      throw new ApiFailure(0, NO_ANSWER, String(error));
    }
  }
}

function at(id: string, what?: string): string {
  const path = `/conversations/${encodeURIComponent(id)}`;
  return what ? `${path}/${what}` : path;
}
