import type { Action } from "./actions.ts";
import type { UiState } from "./state.ts";

/** At most this many notices are on screen at once; the oldest gives way. */
const MAX_TOASTS = 4;

/** What the agent has open, typed and chosen. */
export function reduceUi(ui: UiState, action: Action): UiState {
  switch (action.type) {
    case "ui.page":
      return { ...ui, page: action.page, dialog: null };
    case "ui.tab":
      return { ...ui, tab: action.tab };
    case "ui.selected":
      return {
        ...ui,
        selected: action.id,
        mode: "reply",
        dialog: null,
        dialogCase: null,
        dialogIdentity: null,
      };
    case "ui.mode":
      return { ...ui, mode: action.mode };
    case "ui.dialog": {
      const about = { dialogCase: action.caseNumber ?? null, dialogIdentity: action.identity ?? null };
      return { ...ui, dialog: action.dialog, ...about };
    }
    case "ui.drawer":
      return { ...ui, drawer: action.open };
    case "ui.draft":
      return action.mode === "note"
        ? { ...ui, noteDrafts: drafted(ui.noteDrafts, action.id, action.text) }
        : { ...ui, drafts: drafted(ui.drafts, action.id, action.text) };
    case "ui.toast":
      return { ...ui, toasts: [...ui.toasts, action.toast].slice(-MAX_TOASTS) };
    case "ui.toast_gone":
      return { ...ui, toasts: ui.toasts.filter((toast) => toast.id !== action.id) };
    case "ui.preferences":
      return { ...ui, preferences: { ...ui.preferences, ...action.preferences } };
    default:
      return ui;
  }
}

function drafted(drafts: UiState["drafts"], id: string, text: string): UiState["drafts"] {
  const { [id]: _before, ...others } = drafts;
  return text ? { ...others, [id]: text } : others;
}
