import { html, nothing, type TemplateResult } from "lit";
import type { Case, Packet, PromiseRecord } from "../../shared/api.ts";
import { dayAndClock } from "../../shared/time.ts";
import { copyButton, type Part, type SectionContext, section, timeLeft } from "./packet-section.ts";

/** What the company owes the customer: open cases and promises, with the time that is left. */
export function workSections(packet: Packet, context: SectionContext): TemplateResult {
  return html`${cases(packet.cases, context)} ${promises(packet.promises, context)}`;
}

/** One case; shared with the history. */
export function caseBox(one: Case, context: SectionContext): TemplateResult {
  const { t } = context;
  const done = one.state === "resolved" || one.state === "closed";
  return html`
    <div class="box">
      <p class="line">
        <span class="chip brand">${t(`case.${one.kind}`)}</span>
        <strong class="number">${one.number}</strong>${copyButton(one.number, one.number, context)}
        <span class="chip ${done ? "success" : ""} end">${t(`state.${one.state}`)}</span>
      </p>
      <p class="small">${one.summary}</p>
      <p class="line small">
        ${one.outlet ? html`<span class="muted">${one.outlet}</span>` : nothing}
        ${done ? nothing : html`<span class="end">${timeLeft(one.deadline_at, context)}</span>`}
      </p>
    </div>
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
  const { t, lang } = context;
  const tone = { open: "", kept: "success", broken: "danger" }[promise.state];
  return html`
    <li>
      <span>${promise.text}</span>
      <span class="line small">
        <time class="muted number" datetime=${promise.due_at}>${dayAndClock(promise.due_at, lang)}</time>
        ${
          promise.state === "open"
            ? html`<span class="end">${timeLeft(promise.due_at, context)}</span>`
            : html`<span class="chip ${tone} end">${t(`promise.${promise.state}`)}</span>`
        }
      </span>
    </li>
  `;
}
