import type { Agent } from "../../shared/agents.ts";
import type { Action } from "./actions.ts";
import { reduceChannels } from "./channels.ts";
import { reduceFeedback } from "./feedback.ts";
import { reduceLists } from "./lists.ts";
import { reduceReports } from "./reports.ts";
import {
  EMPTY_CHANNELS,
  EMPTY_FEEDBACK,
  EMPTY_LISTS,
  EMPTY_REPORTS,
  EMPTY_WORK,
  initialState,
  type LiveState,
  type SessionState,
  type State,
} from "./state.ts";
import { reduceThreads } from "./threads.ts";
import { reduceUi } from "./ui.ts";
import { reduceWork } from "./work.ts";

/** The next state. Pure: same state and action, same result. */
export function reduce(before: State, action: Action): State {
  const state = newcomer(before, action);
  const session = reduceSession(state.session, action);
  return {
    session,
    config: action.type === "config.loaded" ? action.config : state.config,
    lists: reduceLists(state.lists, action, session.me?.id ?? null),
    threads: reduceThreads(state.threads, action),
    work: reduceWork(state.work, action),
    channels: reduceChannels(state.channels, action),
    feedback: reduceFeedback(state.feedback, action),
    reports: reduceReports(state.reports, action),
    ui: reduceUi(state.ui, action),
    live: reduceLive(state.live, action),
  };
}

/** Another agent at the same screen must find nothing of the one before; the same agent finds everything. */
function newcomer(state: State, action: Action): State {
  if (action.type === "session.anonymous") {
    // A page that was opened by an address comes back to that address after the login.
    const selected = state.session.phase === "restoring" ? state.ui.selected : null;
    return initialState({ preferences: state.ui.preferences, selected });
  }
  if (action.type !== "session.started" || isSame(state.session.me, action.me)) return state;
  const { preferences, selected } = state.ui;
  const firstOfPage = state.session.me === null;
  // What the last page load left behind is this agent's own.
  const { ui, threads } = firstOfPage ? state : initialState({ preferences, selected });
  const supervised = { channels: EMPTY_CHANNELS, feedback: EMPTY_FEEDBACK, reports: EMPTY_REPORTS };
  return { ...state, lists: EMPTY_LISTS, threads, work: EMPTY_WORK, ...supervised, ui };
}

function isSame(before: Agent | null, now: Agent): boolean {
  return before?.id === now.id;
}

function reduceSession(session: SessionState, action: Action): SessionState {
  switch (action.type) {
    case "session.started":
      return { phase: "active", me: action.me };
    case "session.me":
      return { ...session, me: action.me };
    case "session.anonymous":
      return { phase: "anonymous", me: null };
    case "session.expired":
      return { ...session, phase: "expired" };
    default:
      return session;
  }
}

function reduceLive(live: LiveState, action: Action): LiveState {
  switch (action.type) {
    case "live.connection":
      return { connection: action.connection, typing: action.connection === "online" ? live.typing : {} };
    case "live.typing":
      return { ...live, typing: { ...live.typing, [action.id]: action.on } };
    default:
      return live;
  }
}
