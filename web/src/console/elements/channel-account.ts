import { html, nothing, type TemplateResult } from "lit";
import type { ChannelAccount, DeadLetter, Said } from "../../shared/channels.ts";
import type { Lang } from "../../shared/protocol.ts";
import { dayAndClock } from "../../shared/time.ts";
import { type T, type Word, wordFor } from "../words/index.ts";
import { icon } from "./icons.ts";

export interface CardContext {
  t: T;
  lang: Lang;
  copy: (value: string) => void;
  retry: (letter: DeadLetter) => void;
  retryAll: (one: ChannelAccount) => void;
  open: (conversationId: string) => void;
}

/** One account: how it is doing, what was given up, and how it is set up. */
export function accountCard(
  one: ChannelAccount,
  letters: readonly DeadLetter[],
  to: CardContext,
): TemplateResult {
  const name = wordFor(to.t, "channel", one.channel);
  const label = one.account === "default" ? name : `${name} · ${one.account}`;
  return html`
    <article aria-label=${label}>
      <header>
        <h2>${label}</h2>
        ${state(one, to)}
      </header>
      ${one.faults.length > 0 ? faults(one, to) : facts(one, to)}
      ${letters.length > 0 ? dead(one, letters, to) : nothing} ${guide(one, to)}
    </article>
  `;
}

function state(one: ChannelAccount, { t }: CardContext): TemplateResult {
  if (one.faults.length > 0) return html`<span class="chip danger">${t("channels.not_served")}</span>`;
  if (one.failed && !one.failed.is_over)
    return html`<span class="chip danger">${t("channels.failing")}</span>`;
  if (one.deliveries?.dead) return html`<span class="chip warning">${t("channels.undelivered")}</span>`;
  if (!one.accepted_at) return html`<span class="chip">${t("channels.silent")}</span>`;
  return html`<span class="chip success">${t("channels.well")}</span>`;
}

function faults(one: ChannelAccount, to: CardContext): TemplateResult {
  return html`
    <div class="faults" role="alert">
      <p>${to.t("channels.faults", { setting: one.setting, account: one.account })}</p>
      <ul>${one.faults.map((fault) => html`<li>${said(fault, to.lang)}</li>`)}</ul>
    </div>
  `;
}

function facts(one: ChannelAccount, to: CardContext): TemplateResult {
  const { t, lang } = to;
  return html`
    <dl>
      ${fact(t, "channels.accepted", one.accepted_at ? moment(one.accepted_at, lang) : t("channels.never"))}
      ${one.refused ? refused(one.refused, to) : nothing} ${one.has_token ? token(one, to) : nothing}
      ${one.failed ? failure(one.failed, to) : nothing} ${one.limited ? limited(one.limited, to) : nothing}
      ${one.deliveries ? fact(t, "channels.deliveries", t("channels.counts", one.deliveries)) : nothing}
    </dl>
  `;
}

function refused(one: NonNullable<ChannelAccount["refused"]>, { t, lang }: CardContext): TemplateResult {
  const when = t("channels.times", { moment: moment(one.at, lang), count: one.count });
  return fact(t, "channels.refused", html`${when}<br /><span class="hint">${said(one.hint, lang)}</span>`);
}

function token(one: ChannelAccount, { t, lang }: CardContext): TemplateResult {
  const until = one.token_until;
  const text = !until
    ? t("channels.no_token")
    : new Date(until).getTime() < Date.now()
      ? t("channels.token_over", { moment: moment(until, lang) })
      : t("channels.token_until", { moment: moment(until, lang) });
  return fact(t, "channels.token", text);
}

function failure(one: NonNullable<ChannelAccount["failed"]>, { t, lang }: CardContext): TemplateResult {
  const when = `${moment(one.at, lang)} · ${one.call} · ${one.code}${one.is_over ? ` · ${t("channels.is_over")}` : ""}`;
  return fact(t, "channels.last_error", html`${when}<br /><span class="hint">${said(one.hint, lang)}</span>`);
}

function limited(one: NonNullable<ChannelAccount["limited"]>, { t, lang }: CardContext): TemplateResult {
  const when = t("channels.times", { moment: moment(one.at, lang), count: one.count });
  return fact(t, "channels.limited", `${when} · ${one.code}`);
}

function dead(one: ChannelAccount, letters: readonly DeadLetter[], to: CardContext): TemplateResult {
  const { t } = to;
  return html`
    <section aria-label=${t("channels.dead")}>
      <header>
        <h3>${t("channels.dead")}</h3>
        <button class="button small" @click=${() => to.retryAll(one)}>${t("channels.retry_all")}</button>
      </header>
      <ul>${letters.map((letter) => deadLetter(letter, to))}</ul>
    </section>
  `;
}

function deadLetter(letter: DeadLetter, to: CardContext): TemplateResult {
  const { t, lang } = to;
  return html`
    <li>
      <div class="letter">
        <button class="link" @click=${() => to.open(letter.conversation_id)}>${letter.customer}</button>
        <span class="muted number">${moment(letter.at, lang)}</span>
        <p class="preview">${letter.preview}</p>
        <p class="hint">${said(letter.reason, lang)}</p>
      </div>
      <button class="button small" @click=${() => to.retry(letter)}>${t("channels.retry")}</button>
    </li>
  `;
}

function guide(one: ChannelAccount, { t, lang, copy }: CardContext): TemplateResult {
  return html`
    <details ?open=${one.faults.length > 0}>
      <summary>${t("channels.guide")}</summary>
      <p class="url">
        <code>${one.url}</code>
        <button class="button quiet small icon-only" @click=${() => copy(one.url)} aria-label=${t("channels.copy")}>
          ${icon("copy")}
        </button>
      </p>
      <ol>${one.guide.map((step) => html`<li>${said(step, lang)}</li>`)}</ol>
    </details>
  `;
}

function fact(t: T, name: Word, value: unknown): TemplateResult {
  return html`<div><dt>${t(name)}</dt><dd>${value}</dd></div>`;
}

function said(sentence: Said, lang: Lang): string {
  return lang === "en" ? sentence.en : sentence.zh;
}

function moment(at: string, lang: Lang): string {
  return dayAndClock(at, lang);
}
