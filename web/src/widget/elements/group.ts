import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Translate } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { clock } from "../../shared/time.ts";
import { splitLinks } from "../state/links.ts";
import { FILE_LOST } from "../state/outbox.ts";
import type { Item, Row } from "../state/rows.ts";
import type { Word } from "../words.ts";
import { attachments } from "./attachments.ts";
import { emit } from "./events.ts";
import { groupStyles } from "./group.styles.ts";
import { alertIcon, botIcon, checkIcon, clockIcon, retryIcon } from "./icons.ts";

/** Why the desk does not take a file: the same file again would be refused again. */
const REFUSALS: Record<string, Word | undefined> = {
  attachment_too_large: "upload_large",
  payload_too_large: "upload_large",
  unsupported_type: "upload_type",
  unreadable_image: "upload_damaged",
  infected: "upload_infected",
  empty_message: "upload_damaged",
  upload_failed: "upload_failed",
  [FILE_LOST]: "upload_lost",
  unknown_attachment: "upload_lost",
};

type Group = Extract<Row, { kind: "group" }>;

/** Consecutive messages of one author: name and time once, then the bubbles. */
export class QiantaiGroup extends LitElement {
  static override styles = groupStyles;

  @property({ attribute: false }) group!: Group;
  @property({ attribute: false }) t!: Translate<Word>;
  @property({ attribute: false }) words: Lang = "zh-CN";

  protected override render(): TemplateResult {
    const { author, items } = this.group;
    const mine = author === "customer";
    const bubbles = repeat(
      items,
      (item) => item.key,
      (item, index) => (mine ? this.#own(item, index === items.length - 1) : this.#bubble(item)),
    );
    return html`<div class="group" data-author=${author}>
      ${mine ? nothing : this.#avatar()}
      <div class="column">${mine ? nothing : this.#byline()} ${bubbles}</div>
    </div>`;
  }

  #name(): string {
    const { author, name } = this.group;
    return name ?? this.t(author === "agent" ? "agent" : "bot");
  }

  #avatar(): TemplateResult {
    const initial = this.group.author === "agent" ? this.#name().slice(0, 1) : botIcon;
    return html`<div class="avatar" aria-hidden="true">${initial}</div>`;
  }

  #byline(): TemplateResult {
    const at = this.group.items[0]?.at ?? "";
    return html`<div class="byline"><span>${this.#name()}</span><time datetime=${at}>${clock(at, this.words)}</time></div>`;
  }

  #bubble(item: Item): TemplateResult {
    return html`
      ${item.files.length > 0 ? attachments(item, this.t) : nothing}
      ${item.text ? html`<div class="bubble">${this.#text(item.text)}</div>` : nothing}
      ${
        item.card
          ? html`<div class="bubble card"><qiantai-card .card=${item.card} .t=${this.t} .words=${this.words}></qiantai-card></div>`
          : nothing
      }
    `;
  }

  #text(text: string): (TemplateResult | string)[] {
    return splitLinks(text).map((part) => {
      if (part.href === null) return part.text;
      const outside = part.href.startsWith("http");
      return html`<a href=${part.href} target=${outside ? "_blank" : nothing} rel=${outside ? "noopener noreferrer" : nothing}>${part.text}</a>`;
    });
  }

  #own(item: Item, last: boolean): TemplateResult {
    return html`<div class="own" data-delivery=${item.delivery ?? "delivered"}>
      <span class="visually-hidden">${this.t("you")}：</span>
      ${this.#bubble(item)} ${item.delivery === "failed" ? this.#failure(item) : this.#delivery(item, last)}
    </div>`;
  }

  #delivery(item: Item, last: boolean): TemplateResult {
    const words = this.t(item.delivery === "failed" || item.delivery === null ? "delivered" : item.delivery);
    if (!last && item.delivery === "delivered") return html`<span class="visually-hidden">${words}</span>`;
    const icon = item.delivery === "delivered" ? checkIcon : clockIcon;
    return html`<div class="meta">${icon}<span>${words}</span><time datetime=${item.at}>${clock(item.at, this.words)}</time></div>`;
  }

  #failure(item: Item): TemplateResult {
    const clientId = item.clientId ?? "";
    const refused = REFUSALS[item.reason ?? ""];
    const reason = refused ? this.t(refused) : item.reason;
    return html`<div class="failure" role="alert">
      ${reason ? html`<span class="reason">${alertIcon}${reason}</span>` : nothing}
      ${
        refused && !(item.reason === FILE_LOST && item.text)
          ? nothing
          : html`<button class="again" type="button" @click=${() => emit(this, "qt-resend", { clientId })}>
              ${retryIcon}${this.t("failed")}
            </button>`
      }
      <button class="discard" type="button" @click=${() => emit(this, "qt-discard", { clientId })}>
        ${this.t("discard")}
      </button>
    </div>`;
  }
}
