import { html, nothing, type TemplateResult } from "lit";
import type { Case, CaseEvent, PromiseRecord } from "../../shared/cases.ts";
import type { Packet } from "../../shared/packet.ts";
import { dayAndClock } from "../../shared/time.ts";
import { wordFor } from "../words/index.ts";
import { attachmentList } from "./attachments.ts";
import { icon } from "./icons.ts";
import { copyButton, type Part, type SectionContext, section, timeLeft } from "./packet-section.ts";

/** What the company owes the customer: open cases and promises, with the time that is left. */
export function workSections(packet: Packet, context: SectionContext): TemplateResult {
  return html`${cases(packet.cases, context)} ${promises(packet.promises, context)}`;
}

/** One case; shared with the history. */
export function caseBox(one: Case, context: SectionContext, channel = ""): TemplateResult {
  const { t } = context;
  const done = one.state === "resolved" || one.state === "closed";
  return html`
    <div class="box">
      <p class="line">
        <span class="chip brand">${t(`case.${one.kind}`)}</span>
        ${channel ? html`<span class="chip">${channel}</span>` : nothing}
        <strong class="number">${one.number}</strong>${copyButton(one.number, one.number, context)}
        <span class="chip ${done ? "success" : ""} end">${t(`state.${one.state}`)}</span>
      </p>
      <p class="small">${one.summary}</p>
      <p class="line small">
        <span class="muted">${one.outlet ?? (done ? "" : t("case.deadline"))}</span>
        ${done ? nothing : html`<span class="end">${timeLeft(one.deadline_at, context)}</span>`}
      </p>
      ${one.result ? html`<p class="small">${t("case.told", { result: one.result })}</p>` : nothing}
      ${legalClock(one, done, context)}
      ${factsOf(one, context)}
      <p class="line acts">${caseActs(one, done, context)}</p>
      ${caseHistory(one, context)}
    </div>
  `;
}

/** The law's own deadline for a complaint, beside the company's. */
function legalClock(one: Case, done: boolean, context: SectionContext): Part {
  if (done || !one.legal_due_at) return nothing;
  return html`
    <p class="line small">
      <span class="muted">${context.t("case.legal")}</span>
      <span class="end">${timeLeft(one.legal_due_at, context)}</span>
    </p>
  `;
}

/** What was collected for it; whoever works on the case reads it, whoever glances at the list does not have to. */
function factsOf({ facts }: Case, { t }: SectionContext): Part {
  if (facts.length === 0) return nothing;
  const rows = facts.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`);
  return html`<details class="history"><summary>${t("case.facts")}${icon("down")}</summary><dl class="facts">${rows}</dl></details>`;
}

function caseActs(one: Case, done: boolean, { t, act }: SectionContext): TemplateResult {
  if (done)
    return html`<button class="button small" @click=${() => act.reopen(one)}>${t("case.reopen")}</button>`;
  return html`
    ${
      one.state === "open"
        ? html`<button class="button small" @click=${() => act.take(one)}>${t("case.take")}</button>`
        : nothing
    }
    <button class="button small" @click=${() => act.resolve(one)}>${t("case.resolve")}</button>
    ${
      one.outlet
        ? html`<button class="button small" @click=${() => act.toOutlet(one)}>${t("case.to_outlet")}</button>`
        : nothing
    }
  `;
}

/** Closed at first; fetched when it is opened. */
function caseHistory(one: Case, context: SectionContext): TemplateResult {
  const { t, histories, act } = context;
  const opened = (event: Event): void => {
    if ((event.currentTarget as HTMLDetailsElement).open) act.history(one.number);
  };
  const lines = histories[one.number]?.history ?? [];
  return html`
    <details class="history" @toggle=${opened}>
      <summary>${t("case.history")}${icon("down")}</summary>
      ${attachmentList(histories[one.number]?.attachments ?? [], t, ({ url }) => url)}
      <ol>${lines.map((line) => historyLine(line, context))}</ol>
    </details>
  `;
}

function historyLine(line: CaseEvent, { t, lang }: SectionContext): TemplateResult {
  const who = line.agent_id ? line.who : wordFor(t, "who", line.who);
  const after = typeof line.data.after === "string" ? wordFor(t, "state", line.data.after) : "";
  const what = line.what === "state" ? after : wordFor(t, "history", line.what);
  return html`
    <li>
      <time class="muted number" datetime=${line.at}>${dayAndClock(line.at, lang)}</time>
      <span>${who} · ${what}${line.note ? html`<br /><span class="muted">${line.note}</span>` : nothing}</span>
    </li>
  `;
}

function cases(list: Case[], context: SectionContext): Part {
  if (list.length === 0) return nothing;
  return section(
    context.t("packet.cases"),
    list.map((one) => caseBox(one, context)),
    list.length,
  );
}

function promises(list: PromiseRecord[], context: SectionContext): Part {
  if (list.length === 0) return nothing;
  const rows = list.map((promise) => promiseRow(promise, context));
  return section(context.t("packet.promises"), html`<ul class="promises">${rows}</ul>`, list.length);
}

function promiseRow(promise: PromiseRecord, context: SectionContext): TemplateResult {
  const { t, lang, act } = context;
  const tone = { open: "", kept: "success", broken: "danger" }[promise.state];
  return html`
    <li class=${promise.due_soon ? "soon" : ""}>
      <span>${promise.text}</span>
      <span class="line small">
        <time class="muted number" datetime=${promise.due_at}>${dayAndClock(promise.due_at, lang)}</time>
        ${
          promise.state === "open"
            ? html`
                <span class="end">${timeLeft(promise.due_at, context)}</span>
                <button class="button small" @click=${() => act.keep(promise.id)}>${t("promise.keep")}</button>
              `
            : html`<span class="chip ${tone} end">${t(`promise.${promise.state}`)}</span>`
        }
      </span>
    </li>
  `;
}
