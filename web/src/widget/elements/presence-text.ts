import type { Translate } from "../../shared/i18n.ts";
import type { Presence } from "../state/selectors.ts";
import type { Word } from "../words.ts";

/** The state line under the company's name. */
export function presenceText(presence: Presence, t: Translate<Word>): string {
  switch (presence.kind) {
    case "queue":
      return queueText(presence.ahead, t);
    case "agent":
      return presence.name ? t("state_agent", { name: presence.name }) : t("state_agent_unnamed");
    default:
      return t(`state_${presence.kind}`);
  }
}

function queueText(ahead: number | null, t: Translate<Word>): string {
  if (ahead === null) return t("state_queue_unknown");
  return ahead === 0 ? t("state_queue_next") : t("state_queue", { ahead });
}
