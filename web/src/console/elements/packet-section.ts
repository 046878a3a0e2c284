import { html, nothing, type TemplateResult } from "lit";
import type { Config } from "../../shared/api.ts";
import type { Case, CaseWithHistory } from "../../shared/cases.ts";
import type { Lang } from "../../shared/protocol.ts";
import { countdown, type Urgency } from "../domain/deadline.ts";
import type { IdentityAct } from "../store/state.ts";
import type { T } from "../words/index.ts";
import { icon } from "./icons.ts";

export interface SectionContext {
  t: T;
  lang: Lang;
  config: Config | null;
  /** Milliseconds since the epoch. */
  now: number;
  copy: (value: string) => void;
  /** Cases whose history was asked for. */
  histories: Readonly<Record<string, CaseWithHistory>>;
  act: PacketActs;
}

/** What can be done from the packet. */
export interface PacketActs {
  take: (one: Case) => void;
  resolve: (one: Case) => void;
  reopen: (one: Case) => void;
  toOutlet: (one: Case) => void;
  history: (number: string) => void;
  keep: (promiseId: string) => void;
  identity: (act: IdentityAct) => void;
}

export type Part = TemplateResult | typeof nothing;

const TONES: Record<Urgency, string> = { overdue: "danger", soon: "warning", later: "" };

/** A titled part of the packet. */
export function section(title: string, content: unknown, count?: number): TemplateResult {
  return html`
    <section>
      <h3>${title}${count === undefined ? nothing : html`<span class="number">${count}</span>`}</h3>
      ${content}
    </section>
  `;
}

/** The same, closed at first: for what is rarely needed. */
export function folded(title: string, content: unknown, count: number): TemplateResult {
  return html`
    <details>
      <summary><h3>${title}<span class="number">${count}</span></h3>${icon("down")}</summary>
      ${content}
    </details>
  `;
}

export function copyButton(value: string, label: string, { t, copy }: SectionContext): TemplateResult {
  return html`
    <button class="copy" @click=${() => copy(value)} aria-label="${t("action.copy")} ${label}" title=${t("action.copy")}>
      ${icon("copy")}
    </button>
  `;
}

/** How much time is left, or by how much it is late. */
export function timeLeft(dueAt: string, { t, lang, now }: SectionContext): TemplateResult {
  const { urgency, text } = countdown(dueAt, now, lang);
  const word = urgency === "overdue" ? "packet.overdue" : "packet.left";
  return html`<span class="chip number ${TONES[urgency]}">${icon("clock")}${t(word, { time: text })}</span>`;
}
