import { html, nothing, type TemplateResult } from "lit";
import type { Packet } from "../../shared/packet.ts";
import type { PersonChange, PersonIdentity, PersonSuggestion } from "../../shared/people.ts";
import { dayAndClock } from "../../shared/time.ts";
import { wordFor } from "../words/index.ts";
import { icon } from "./icons.ts";
import { copyButton, type Part, type SectionContext, section } from "./packet-section.ts";

/** Who this is: the channels they write through, what they said of themselves, and who else it may be. */
export function personSection({ customer }: Packet, context: SectionContext): TemplateResult {
  const { t, act } = context;
  const { identities, suggestions, changes, given } = customer;
  const several = identities.length > 1;
  const content = html`
    <ul class="persons">${identities.map((one) => identityRow(one, one.customer_id === customer.id, several, context))}</ul>
    ${given.name || given.phone ? html`<dl class="slots">${givenRow("given_name", given.name, context)}${givenRow("given_phone", given.phone, context)}</dl>` : nothing}
    ${suggestions.map((one) => suggestionBox(one, context))}
    <p class="line acts">
      <button class="button small" @click=${() => act.identity({ kind: "join", target: "", name: "" })}>
        ${t("person.join_other")}
      </button>
    </p>
    ${changeList(changes, context)}
  `;
  return section(t("packet.person"), content);
}

function identityRow(
  one: PersonIdentity,
  here: boolean,
  several: boolean,
  { t, act }: SectionContext,
): TemplateResult {
  const target = { kind: "part" as const, target: one.customer_id, name: one.display_name };
  return html`
    <li class="line">
      <span class="chip">${wordFor(t, "channel", one.channel)}</span>
      <span>${one.display_name}</span>
      ${one.signed ? html`<span class="verified small">${icon("shield")}${t("person.signed")}</span>` : nothing}
      ${here ? html`<span class="muted small">${t("person.here")}</span>` : nothing}
      ${
        several && !here
          ? html`<button class="button quiet small end" @click=${() => act.identity(target)}>${t("person.part")}</button>`
          : nothing
      }
    </li>
  `;
}

function givenRow(word: "given_name" | "given_phone", value: string | null, context: SectionContext): Part {
  if (!value) return nothing;
  const { t } = context;
  const label = t(`packet.${word}`);
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

/** What both sides have proved; an agent decides whether it is enough. */
function suggestionBox(one: PersonSuggestion, { t, act }: SectionContext): TemplateResult {
  const about = { target: one.customer_id, name: one.display_name };
  return html`
    <div class="box">
      <p class="line">
        <strong>${t("person.maybe")}</strong>
        <span class="chip">${wordFor(t, "channel", one.channel)}</span><span>${one.display_name}</span>
      </p>
      ${one.evidence.map(({ kind, value }) => html`<p class="small muted">${t(`person.proof_${kind}`, { value })}</p>`)}
      <p class="line acts">
        <button class="button small" @click=${() => act.identity({ kind: "join", ...about })}>${t("person.join")}</button>
        <button class="button quiet small" @click=${() => act.identity({ kind: "decline", ...about })}>${t("person.decline")}</button>
      </p>
    </div>
  `;
}

function changeList(changes: PersonChange[], context: SectionContext): Part {
  if (changes.length === 0) return nothing;
  const rows = changes.map((one) => changeRow(one, context));
  return html`
    <details class="history">
      <summary>${context.t("person.changes")}${icon("down")}</summary>
      <ol>${rows}</ol>
    </details>
  `;
}

function changeRow(one: PersonChange, { t, lang, act }: SectionContext): TemplateResult {
  const words = `${one.by ?? t("person.by_site")} · ${t(`person.${one.what}`)}`;
  const undo = { kind: "undo" as const, target: one.id, name: words };
  return html`
    <li>
      <time class="muted number small" datetime=${one.at}>${dayAndClock(one.at, lang)}</time>
      <span>${words}${one.reason ? html`<br /><span class="muted">${one.reason}</span>` : nothing}</span>
      ${
        one.undone
          ? html`<span class="muted small end">${t("person.undone")}</span>`
          : html`<button class="button quiet small end" @click=${() => act.identity(undo)}>${t("person.undo")}</button>`
      }
    </li>
  `;
}
