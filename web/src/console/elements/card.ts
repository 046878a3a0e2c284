import { html, nothing, type TemplateResult } from "lit";
import { cardView } from "../domain/card.ts";
import type { T } from "../words/index.ts";
import { icon } from "./icons.ts";

/** Steps of a card that are shown; a parcel may have dozens of scans. */
const MAX_STEPS = 3;

/** A card that the bot sent, as data: the agent needs what it says, not how it looks in the widget. */
export function cardBlock(card: Record<string, unknown>, t: T): TemplateResult {
  const view = cardView(card);
  const hidden = view.steps.length - MAX_STEPS;
  return html`
    <section class="card">
      <p class="card-head">
        ${icon("parcel")}<strong>${view.title || t("card.other")}</strong>
        ${view.status ? html`<span class="chip brand">${view.status}</span>` : nothing}
      </p>
      <dl>
        ${view.fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
      </dl>
      ${
        view.steps.length > 0
          ? html`<ol class="steps">
            ${view.steps.slice(0, MAX_STEPS).map(({ time, text }) => html`<li><time class="number">${time}</time>${text}</li>`)}
          </ol>`
          : nothing
      }
      ${hidden > 0 ? html`<p class="more">${t("card.more", { count: hidden })}</p>` : nothing}
    </section>
  `;
}
