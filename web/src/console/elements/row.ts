import { html, nothing, type TemplateResult } from "lit";
import type { Config } from "../../shared/api.ts";
import type { Lang } from "../../shared/protocol.ts";
import { dayAndClock } from "../../shared/time.ts";
import { countdown } from "../domain/deadline.ts";
import type { Row } from "../domain/rows.ts";
import { stopwatch, waitingTone } from "../domain/waiting.ts";
import { labelOf, type T, type Word, wordFor } from "../words/index.ts";
import { icon } from "./icons.ts";

export interface RowContext {
  t: T;
  lang: Lang;
  config: Config | null;
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether the rows belong to several agents, so that each names its own. */
  naming: boolean;
  /** What the agent has begun to write there, unless it is on screen anyway. */
  draft: string | null;
  typing: boolean;
}

/** Milliseconds for which an arrival in the queue is news. */
const NEWS_MS = 8_000;

/** What one row of a list shows. */
export function rowBody(row: Row, context: RowContext): TemplateResult {
  const { t, lang, config } = context;
  return html`
    <span class="line head">
      <strong class="name">${row.customer ?? t("list.anonymous")}</strong>
      ${context.now - row.arrivedAt < NEWS_MS ? html`<span class="chip brand">${t("list.new")}</span>` : nothing}
      <span class="time number">${timeOf(row, context)}</span>
    </span>
    <span class="line tags">
      ${priorityMark(row, t)}
      ${row.reason ? html`<span class="chip">${labelOf(config?.reasons, row.reason, lang)}</span>` : nothing}
      <span class="channel">${wordFor(t, "channel", row.channel)}</span>
      ${ownerMark(row, context)} ${dueMark(row, context)}
    </span>
    <span class="summary">${row.summary}</span>
    <span class="line foot">
      <span class="last">${lastLine(row, context)}</span>
      ${unreadBadge(row, t)}
    </span>
  `;
}

function timeOf(row: Row, { t, lang, now }: RowContext): TemplateResult | string {
  if (row.waitingSince === null) return row.last ? dayAndClock(row.last.at, lang) : "";
  const seconds = (now - row.waitingSince) / 1000;
  const word = row.owner === "queue" ? "list.waiting" : "list.unanswered";
  return html`<span class=${waitingTone(seconds)}>${icon("clock")}${t(word, { time: stopwatch(seconds) })}</span>`;
}

function priorityMark(row: Row, t: T): TemplateResult | typeof nothing {
  if (row.priority > 1) return nothing;
  const tone = row.priority === 0 ? "danger" : "warning";
  return html`<span class="chip ${tone}">${wordFor(t, "priority", String(row.priority))}</span>`;
}

function ownerMark(row: Row, { t, naming }: RowContext): TemplateResult | typeof nothing {
  if (row.owner === "bot") return html`<span class="chip brand">${t("list.with_bot")}</span>`;
  if (row.owner !== "agent" || !naming) return nothing;
  return html`<span class="chip brand">${t("list.with", { name: row.agentName ?? "" })}</span>`;
}

/** How long the most urgent promise to this customer still has. */
function dueMark({ dueAt }: Row, { t, lang, now }: RowContext): TemplateResult | typeof nothing {
  if (dueAt === null) return nothing;
  const { urgency, text } = countdown(dueAt, now, lang);
  const [tone, word]: [string, Word] =
    urgency === "overdue" ? ["danger", "packet.overdue"] : ["warning", "packet.left"];
  return html`<span class="chip due ${tone}">${icon("clock")}${t("promise.make")} ${t(word, { time: text })}</span>`;
}

function lastLine(row: Row, { t, draft, typing }: RowContext): TemplateResult | string {
  if (row.unsent !== null) {
    return html`<span class="draft">[${t("list.unsent")}]</span> ${row.unsent}`;
  }
  if (typing) return html`<span class="typing">${t("transcript.typing", { name: "" })}</span>`;
  if (draft) return html`<span class="draft">[${t("list.draft")}]</span> ${draft}`;
  if (!row.last) return "";
  return `${speaker(row, t)}${row.last.text}`;
}

function speaker(row: Row, t: T): string {
  if (row.last?.author === "bot") return t("list.bot");
  if (row.last?.author !== "agent") return "";
  return row.agentName ? `${row.agentName}：` : t("list.you");
}

function unreadBadge(row: Row, t: T): TemplateResult | typeof nothing {
  if (row.unread === 0) return nothing;
  return html`<span class="unread number" aria-label=${t("list.unread", { count: row.unread })}>${row.unread}</span>`;
}
