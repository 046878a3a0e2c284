import { html, nothing, type TemplateResult } from "lit";
import type { Note } from "../../shared/conversations.ts";
import { ownText } from "../../shared/files.ts";
import type { Params } from "../../shared/i18n.ts";
import type { Lang, Message } from "../../shared/protocol.ts";
import { clock, dayAndClock } from "../../shared/time.ts";
import type { TimelineItem } from "../domain/timeline.ts";
import { sayingCode } from "../flows/desk.ts";
import type { OutgoingMessage } from "../store/state.ts";
import type { T } from "../words/index.ts";
import { attachmentList, fileRow } from "./attachments.ts";
import { cardBlock } from "./card.ts";
import { icon } from "./icons.ts";

export interface LineContext {
  t: T;
  lang: Lang;
  customer: string;
  /** The customer has had every message up to this `seq` on screen. */
  readSeq: number;
  resend: (clientId: string) => void;
  discard: (clientId: string) => void;
}

/** One line of the transcript. */
export function timelineLine(item: TimelineItem, context: LineContext): TemplateResult {
  switch (item.kind) {
    case "day":
      return dayLine(item.at, context);
    case "note":
      return noteLine(item.note, context);
    case "outgoing":
      return outgoingLine(item.outgoing, context);
    case "message":
      return item.message.author === "system"
        ? systemLine(item.message, context)
        : messageLine(item.message, item.first, context);
  }
}

function dayLine(at: string, { t, lang }: LineContext): TemplateResult {
  const isToday = new Date(at).toDateString() === new Date().toDateString();
  const day = dayAndClock(at, lang).replace(/ ?\d{2}:\d{2}$/, "");
  return html`<li class="day"><span>${isToday ? t("transcript.today") : day}</span></li>`;
}

function systemLine(message: Message, { lang }: LineContext): TemplateResult {
  return html`
    <li class="system"><span>${message.text}</span> <time class="number" datetime=${message.at}>${clock(message.at, lang)}</time></li>
  `;
}

function noteLine(note: Note, { t, lang }: LineContext): TemplateResult {
  return html`
    <li class="note">
      <p class="byline">
        ${icon("note")}<strong>${note.author_name}</strong>
        <time class="number" datetime=${note.at}>${clock(note.at, lang)}</time>
        <span class="badge">${t("note.badge")}</span>
      </p>
      <p class="text">${note.text}</p>
    </li>
  `;
}

function messageLine(message: Message, first: boolean, context: LineContext): TemplateResult {
  const { author, card, attachments } = message;
  const text = ownText(message);
  return html`
    <li class="message ${author} ${first ? "first" : ""}">
      ${first ? byline(message, context) : nothing}
      <div class="bubble" title=${context.t("transcript.seq", { seq: message.seq })}>
        ${attachmentList(attachments, context.t)}
        ${text ? html`<p class="text">${text}</p>` : nothing}
        ${card && card.type !== attachments[0]?.kind ? cardBlock(card, context.t) : nothing}
        ${offeredButtons(message, context.t)}
      </div>
      <span class="meta number">${meta(message, context)}</span>
    </li>
  `;
}

function byline(message: Message, { t, customer }: LineContext): TemplateResult {
  const name =
    message.author === "customer" ? customer : (message.author_name ?? t(`author.${message.author}`));
  return html`
    <p class="byline">
      ${message.author === "bot" ? icon("bot") : nothing}<strong>${name}</strong>
      ${message.author === "bot" && message.author_name ? html`<span class="chip">${t("author.bot")}</span>` : nothing}
    </p>
  `;
}

/** Time, and for the agent's messages whether the customer has seen them. */
function meta(message: Message, { t, lang, readSeq }: LineContext): TemplateResult {
  const time = html`<time datetime=${message.at}>${clock(message.at, lang)}</time>`;
  if (message.author !== "agent") return time;
  const read = message.seq <= readSeq;
  return html`${time} <span class=${read ? "read" : ""}>${icon(read ? "read" : "done")}${t(read ? "message.read" : "message.sent")}</span>`;
}

function offeredButtons(message: Message, t: T): TemplateResult | typeof nothing {
  if (message.buttons.length === 0) return nothing;
  return html`
    <p class="buttons" aria-label=${t("message.buttons")}>
      ${message.buttons.map((button) => html`<span>${button.title}</span>`)}
    </p>
  `;
}

function outgoingLine(outgoing: OutgoingMessage, context: LineContext): TemplateResult {
  const failed = outgoing.state === "failed";
  return html`
    <li class="message agent ${outgoing.state}">
      <div class="bubble">
        ${(outgoing.files ?? []).map(({ name, size }) => html`<p class="file">${fileRow(name, size)}</p>`)}
        ${outgoing.text ? html`<p class="text">${outgoing.text}</p>` : nothing}
      </div>
      <span class="meta">${failed ? failure(outgoing, context) : html`${icon("clock")}${context.t("message.sending")}`}</span>
    </li>
  `;
}

function failure(outgoing: OutgoingMessage, { t, resend, discard }: LineContext): TemplateResult {
  const { word, params }: { word: Parameters<T>[0]; params: Params } = sayingCode(outgoing.code ?? "");
  return html`
    <span class="why" role="alert">${icon("alert")}${t("message.failed", { why: t(word, params) })}</span>
    <button class="link" @click=${() => resend(outgoing.client_id)}>${t("action.resend")}</button>
    <button class="link" @click=${() => discard(outgoing.client_id)}>${t("action.discard")}</button>
  `;
}
