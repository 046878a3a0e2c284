import { html, nothing, type TemplateResult } from "lit";
import type { EarlierConversation, EmotionTurn, IntentTurn, Packet } from "../../shared/packet.ts";
import { clock, dayAndClock } from "../../shared/time.ts";
import { labelOf, wordFor } from "../words/index.ts";
import { folded, type Part, type SectionContext, section } from "./packet-section.ts";
import { caseBox } from "./packet-work.ts";

/** How it came this far: feelings and wishes over time, what the bot said, and earlier contacts. */
export function historySections(packet: Packet, context: SectionContext): TemplateResult {
  return html`
    ${emotions(packet.emotions, context)} ${intents(packet.intents, context)} ${botAnswers(packet, context)}
    ${earlier(packet, context)}
  `;
}

function emotions(turns: EmotionTurn[], context: SectionContext): Part {
  if (turns.length === 0) return nothing;
  const content = html`<ol class="emotions">${turns.map((turn) => emotionPoint(turn, context))}</ol>`;
  return section(context.t("packet.emotions"), content);
}

function emotionPoint(turn: EmotionTurn, { t, lang }: SectionContext): TemplateResult {
  const emotion = t(`emotion.${turn.emotion}`);
  const score = Math.round(turn.score * 100);
  const description = t("packet.emotion_point", { seq: turn.seq, emotion, score });
  return html`
    <li class=${turn.emotion} title=${description}>
      <i aria-hidden="true"></i><span>${emotion}</span>
      <time class="number" datetime=${turn.at}>${clock(turn.at, lang)}</time>
    </li>
  `;
}

function intents(turns: IntentTurn[], context: SectionContext): Part {
  if (turns.length === 0) return nothing;
  const content = html`<ol class="intents">${turns.map((turn) => intentRow(turn, context))}</ol>`;
  return section(context.t("packet.intents"), content);
}

function intentRow(turn: IntentTurn, { t, lang }: SectionContext): TemplateResult {
  const percent = Math.round(turn.confidence * 100);
  return html`
    <li title=${t("packet.at_seq", { seq: turn.seq })}>
      <time class="muted number" datetime=${turn.at}>${clock(turn.at, lang)}</time>
      <span>${wordFor(t, "intent", turn.intent)}</span>
      <span class="muted number end">${percent}%</span>
    </li>
  `;
}

function botAnswers({ bot_answers: answers }: Packet, { t, lang }: SectionContext): Part {
  if (answers.length === 0) return nothing;
  const rows = answers.map(
    (answer) => html`
      <li><time class="muted number" datetime=${answer.at}>${clock(answer.at, lang)}</time><span>${answer.text}</span></li>
    `,
  );
  return folded(t("packet.bot_answers"), html`<ol class="answers">${rows}</ol>`, answers.length);
}

function earlier({ customer }: Packet, context: SectionContext): TemplateResult {
  const { t } = context;
  const { earlier_conversations: count, earlier_cases: cases } = customer;
  const words = count > 0 ? t("packet.earlier_count", { count }) : t("packet.first_time");
  const { history } = customer;
  if (cases.length + history.length === 0)
    return section(t("packet.earlier"), html`<p class="muted small">${words}</p>`);
  const content = html`
    <p class="muted small">${words}</p>
    <ol class="answers">${history.map((one) => earlierRow(one, context))}</ol>
    ${cases.map((one) => caseBox(one, context, wordFor(t, "channel", one.channel)))}
  `;
  return folded(t("packet.earlier"), content, cases.length + history.length);
}

function earlierRow(one: EarlierConversation, { t, lang, config }: SectionContext): TemplateResult {
  const ended = one.wrap_up ? labelOf(config?.wrap_ups, one.wrap_up, lang) : "";
  return html`
    <li>
      <time class="muted number" datetime=${one.opened_at}>${dayAndClock(one.opened_at, lang)}</time>
      <span>
        <span class="chip">${wordFor(t, "channel", one.channel)}</span>
        ${one.summary || t("packet.no_summary")} ${ended ? html`<span class="muted">· ${ended}</span>` : nothing}
      </span>
    </li>
  `;
}
