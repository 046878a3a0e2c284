import { html, nothing } from "lit";
import type { Packet } from "../../shared/api.ts";
import { copyButton, type Part, type SectionContext, section } from "./packet-section.ts";

/** Who this is: what the customer said about themselves before the chat. */
export function personSection(packet: Packet, context: SectionContext): Part {
  const { name, phone } = packet.customer.given;
  if (!name && !phone) return nothing;
  const { t } = context;
  return section(
    t("packet.person"),
    html`<dl class="slots">${row(t("packet.given_name"), name, context)}${row(t("packet.given_phone"), phone, context)}</dl>`,
  );
}

function row(label: string, value: string | null, context: SectionContext): Part {
  if (!value) return nothing;
  const { t } = context;
  return html`
    <div>
      <dt>${label}</dt>
      <dd>
        <span class="value number">${value}</span>${copyButton(value, label, context)}
        <span class="source">${t("packet.given")}<span class="unverified"> · ${t("packet.unverified")}</span></span>
      </dd>
    </div>
  `;
}
