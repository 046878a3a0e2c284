import { ownText } from "../../shared/files.ts";
import type { Author, Message } from "../../shared/protocol.ts";
import { type Card, parseCard } from "./card.ts";
import { type Shown, shownStored, shownUnsent } from "./files.ts";
import type { OutboxEntry } from "./outbox.ts";
import type { ChatState } from "./state.ts";

/** `waiting` is an unsent message while there is no connection. */
export type Delivery = "waiting" | "sending" | "failed" | "delivered";

export interface Item {
  readonly key: string;
  readonly text: string;
  readonly at: string;
  readonly card: Card | null;
  readonly files: readonly Shown[];
  /** How much of the files is at the desk, from 0 to 1; null unless they are on their way. */
  readonly part: number | null;
  /** Null for messages that are not the customer's. */
  readonly delivery: Delivery | null;
  readonly clientId: string | null;
  readonly reason: string | null;
}

export type Speaker = Exclude<Author, "system">;

/** What the message list shows, from top to bottom. */
export type Row =
  | { readonly kind: "time"; readonly key: string; readonly at: string }
  | { readonly kind: "system"; readonly key: string; readonly text: string }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly author: Speaker;
      readonly name: string | null;
      readonly items: readonly Item[];
    };

const SEPARATE_AFTER_MS = 10 * 60 * 1000;
const GROUP_WITHIN_MS = 5 * 60 * 1000;

interface Line {
  readonly author: Author;
  readonly name: string | null;
  readonly item: Item;
}

/**
 * Groups messages by author, puts a time before each new stretch, and the unsent ones at the end. `origin` is where
 * the desk is.
 */
export function rows(state: ChatState, origin = ""): Row[] {
  const messages = state.threads.flatMap((thread) => thread.messages);
  const stored = messages.map((message) => storedLine(message, origin));
  const waiting = state.link !== "online";
  const unsent = state.outbox
    .filter((entry) => entry.kind === "text")
    .map((entry) => unsentLine(entry, waiting, state.upload));
  const lines = [...stored, ...unsent];
  return lines.reduce<Row[]>((list, line, index) => addLine(list, line, lines[index - 1]), []);
}

function storedLine(message: Message, origin: string): Line {
  const mine = message.author === "customer";
  const key = message.client_id ?? `${message.conversation_id}:${message.seq}`;
  const item: Item = {
    key,
    text: ownText(message),
    at: message.at,
    card: parseCard(message.card),
    files: message.attachments.map((each) => shownStored(each, origin)),
    part: null,
    delivery: mine ? "delivered" : null,
    clientId: message.client_id,
    reason: null,
  };
  return { author: message.author, name: message.author_name, item };
}

function unsentLine(entry: OutboxEntry, waiting: boolean, upload: ChatState["upload"]): Line {
  const sending = waiting ? "waiting" : "sending";
  const item: Item = {
    key: entry.clientId,
    text: entry.text,
    at: new Date(entry.order).toISOString(),
    card: null,
    files: (entry.files ?? []).map(shownUnsent),
    part: upload?.clientId === entry.clientId && entry.state === "sending" ? upload.part : null,
    delivery: entry.state === "failed" ? "failed" : sending,
    clientId: entry.clientId,
    reason: entry.reason,
  };
  return { author: "customer", name: null, item };
}

function addLine(list: Row[], line: Line, before: Line | undefined): Row[] {
  const { item } = line;
  const pause = before ? Date.parse(item.at) - Date.parse(before.item.at) : Number.POSITIVE_INFINITY;
  if (pause > SEPARATE_AFTER_MS) list.push({ kind: "time", key: `time:${item.key}`, at: item.at });
  if (line.author === "system") {
    list.push({ kind: "system", key: item.key, text: item.text });
    return list;
  }
  const last = list.at(-1);
  const joins = last?.kind === "group" && last.author === line.author && last.name === line.name;
  if (joins && pause <= GROUP_WITHIN_MS) {
    list[list.length - 1] = { ...last, items: [...last.items, item] };
  } else {
    list.push({
      kind: "group",
      key: `group:${item.key}`,
      author: line.author,
      name: line.name,
      items: [item],
    });
  }
  return list;
}
