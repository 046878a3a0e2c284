import { html, nothing, type TemplateResult } from "lit";
import type { Translate } from "../../shared/i18n.ts";
import type { Presence } from "../state/selectors.ts";
import type { Word } from "../words.ts";
import { alertIcon, clockIcon, offlineIcon } from "./icons.ts";

/** The strip under the header: connection trouble first, then the queue. Nothing when all is ordinary. */
export function banner(
  presence: Presence,
  humanFailed: boolean,
  t: Translate<Word>,
): TemplateResult | typeof nothing {
  if (presence.kind === "lost" || presence.kind === "offline") {
    return strip("calm", offlineIcon, t(`${presence.kind}_banner`));
  }
  if (humanFailed) return strip("bad", alertIcon, t("human_failed"));
  if (presence.kind === "queue")
    return strip("queue", clockIcon, queueTitle(presence.ahead, t), t("queue_hint"));
  return nothing;
}

function queueTitle(ahead: number | null, t: Translate<Word>): string {
  if (ahead === null) return t("queue_title");
  return ahead === 0 ? t("queue_title_next") : t("queue_title_ahead", { ahead });
}

function strip(
  look: "calm" | "bad" | "queue",
  icon: TemplateResult,
  title: string,
  hint = "",
): TemplateResult {
  return html`<div class="banner" data-look=${look} role="status">
    ${icon}
    <div><strong>${title}</strong>${hint ? html`<span>${hint}</span>` : nothing}</div>
  </div>`;
}
