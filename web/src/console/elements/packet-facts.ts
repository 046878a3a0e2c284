import { html, nothing, type TemplateResult } from "lit";
import type { Packet, Slot, TrackingSnapshot } from "../../shared/packet.ts";
import { dayAndClock } from "../../shared/time.ts";
import { labelOf, wordFor } from "../words/index.ts";
import { attachmentList } from "./attachments.ts";
import { icon } from "./icons.ts";
import { copyButton, type Part, type SectionContext, section } from "./packet-section.ts";

/** What the customer wants, why it came to a person, and the facts that were collected. */
export function factSections(packet: Packet, context: SectionContext): TemplateResult {
  return html`${problem(packet, context)} ${sending(packet, context)} ${handoff(packet, context)} ${slots(packet, context)} ${given(packet, context)} ${tracking(packet, context)}`;
}

function problem(packet: Packet, context: SectionContext): TemplateResult {
  const { t } = context;
  const percent = Math.round(Math.min(100, Math.max(0, packet.completeness)));
  const content = html`
    <p class="problem">${packet.problem}</p>
    <div class="meter">
      <span id="completeness">${t("packet.completeness")}</span>
      <div
        class="bar" role="meter" aria-labelledby="completeness" aria-valuemin="0" aria-valuemax="100"
        aria-valuenow=${percent}
      ><i class=${percent === 100 ? "full" : ""} style="width: ${percent}%"></i></div>
      <strong class="number">${percent}%</strong>
    </div>
    ${missing(packet, context)}
  `;
  return section(t("packet.problem"), content);
}

function missing(packet: Packet, { t }: SectionContext): Part {
  if (packet.missing.length > 0) {
    return html`
      <p class="missing">
        <span class="muted">${t("packet.missing")}</span>
        ${packet.missing.map((label) => html`<span class="chip warning">${label}</span>`)}
      </p>
    `;
  }
  return packet.completeness >= 100 ? html`<p class="muted small">${t("packet.complete")}</p>` : nothing;
}

/** An agent who has one message left writes it with care. */
function sending({ sending: room }: Packet, { t, lang }: SectionContext): Part {
  if (!room) return nothing;
  const until = room.until ? t("packet.sending_until", { moment: dayAndClock(room.until, lang) }) : "";
  const content = html`
    <p class="line">
      <span class="chip ${room.left > 1 ? "" : "warning"}">${t("packet.sending_left", { left: room.left })}</span>
      ${until ? html`<span class="muted small">${until}</span>` : nothing}
      ${room.held > 0 ? html`<span class="chip warning">${t("packet.sending_held", { held: room.held })}</span>` : nothing}
      ${room.failed > 0 ? html`<span class="chip danger">${t("packet.sending_failed", { failed: room.failed })}</span>` : nothing}
    </p>
  `;
  return section(t("packet.sending"), content);
}

function handoff({ handoff: why }: Packet, { t, lang, config }: SectionContext): Part {
  if (!why) return nothing;
  const tone = why.priority === 0 ? "danger" : why.priority === 1 ? "warning" : "brand";
  const content = html`
    <p class="line">
      <span class="chip ${tone}">${labelOf(config?.reasons, why.reason, lang)}</span>
      <span class="chip">${labelOf(config?.skills, why.skill, lang)}</span>
      <time class="muted small number" datetime=${why.at}>${dayAndClock(why.at, lang)}</time>
    </p>
    ${why.trigger ? html`<blockquote aria-label=${t("packet.trigger")}>${why.trigger}</blockquote>` : nothing}
  `;
  return section(t("packet.handoff"), content);
}

function slots(packet: Packet, context: SectionContext): TemplateResult {
  const { t } = context;
  if (packet.slots.length === 0)
    return section(t("packet.slots"), html`<p class="muted small">${t("packet.no_slots")}</p>`);
  return section(
    t("packet.slots"),
    html`<dl class="slots">${packet.slots.map((slot) => slotRow(slot, context))}</dl>`,
  );
}

/** What the customer sent besides words. */
function given({ attachments }: Packet, { t }: SectionContext): Part {
  if (attachments.length === 0) return nothing;
  return section(t("packet.attachments"), attachmentList(attachments, t), attachments.length);
}

function slotRow(slot: Slot, context: SectionContext): TemplateResult {
  const { t } = context;
  const source = t(`packet.by.${slot.supplied_by}`);
  const where = slot.seq === null ? "" : t("packet.at_seq", { seq: slot.seq });
  return html`
    <div>
      <dt>${slot.label}</dt>
      <dd>
        <span class="value number">${slot.value}</span>
        ${copyButton(slot.value, slot.label, context)}
        <span class="source" title=${where}>${source}${verified(slot, context)}</span>
      </dd>
    </div>
  `;
}

function verified(slot: Slot, { t }: SectionContext): TemplateResult {
  if (!slot.verified) return html`<span class="unverified"> · ${t("packet.unverified")}</span>`;
  return html`<span class="verified"> · ${icon("shield")}${t("packet.verified")}</span>`;
}

function tracking(packet: Packet, context: SectionContext): Part {
  if (packet.tracking.length === 0) return nothing;
  const rows = packet.tracking.map((snapshot) => trackingRow(snapshot, context));
  return section(context.t("packet.tracking"), rows);
}

function trackingRow(snapshot: TrackingSnapshot, context: SectionContext): TemplateResult {
  const { t, lang } = context;
  const { waybill, carrier, found, latest, status, status_text } = snapshot;
  const tone = ["signed", "in_locker"].includes(status)
    ? "success"
    : ["stuck", "problem", "returned"].includes(status)
      ? "warning"
      : "brand";
  return html`
    <div class="box">
      <p class="line">
        ${icon("parcel")}<span class="muted">${wordFor(t, "carrier", carrier)}</span>
        <strong class="number">${waybill}</strong>${copyButton(waybill, waybill, context)}
      </p>
      <p><span class="chip ${found ? tone : "warning"}">${found ? status_text : t("packet.not_found")}</span></p>
      ${
        latest
          ? html`<p class="small muted number">${dayAndClock(latest.at, lang)} · ${latest.type} · ${latest.outlet} · ${latest.city}</p>`
          : nothing
      }
    </div>
  `;
}
