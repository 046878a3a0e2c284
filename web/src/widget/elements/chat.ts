import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { pickLang, translator } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { ChatSession } from "../connection/session.ts";
import { rows } from "../state/rows.ts";
import * as select from "../state/selectors.ts";
import { words } from "../words.ts";
import { banner } from "./banner.ts";
import { chatStyles } from "./chat.styles.ts";
import type { WidgetEvent } from "./events.ts";
import { ViewportController } from "./viewport.ts";

/** Phones, where the panel covers the page; the same width as in the styles. */
const SHEET = "(max-width: 480px)";

/**
 * The customer's chat: a floating button and a panel that is a full-screen sheet on phones.
 *
 * @attr server - Origin of the desk; the page's own when absent.
 * @attr lang - `zh-CN` (default) or `en`.
 * @attr heading - Company name in the header.
 * @attr position - `right` (default) or `left`.
 * @attr open - Whether the panel shows.
 * @fires qiantai-open - Before the panel opens; cancel it to keep the panel closed.
 * @fires qiantai-close - Before the panel closes; cancel it to keep the panel open.
 */
export class QiantaiChat extends LitElement {
  static override styles = chatStyles;

  @property() server = "";
  @property() override lang = "zh-CN";
  @property() heading = "";
  @property({ reflect: true }) position: "right" | "left" = "right";
  @property({ type: Boolean, reflect: true }) open = false;
  @state() private session: ChatSession | null = null;
  @query("qiantai-launcher") private launcher!: HTMLElement;
  @query("qiantai-composer") private composer!: HTMLElement | null;
  @query("qiantai-log") private log!: HTMLElement | null;
  @query("qiantai-header") private header!: HTMLElement | null;
  #unsubscribe: () => void = () => {};
  #moveFocus = false;

  constructor() {
    super();
    new ViewportController(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const session = new ChatSession(this.server || location.origin, () => this.#language());
    this.#unsubscribe = session.store.subscribe(() => this.requestUpdate());
    this.session = session;
    document.addEventListener("visibilitychange", this.#seen);
    session.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    this.#unsubscribe();
    this.session?.stop();
    this.session = null;
  }

  /** Opens the panel and puts the cursor into the input. */
  show(): void {
    if (this.open || !this.#announce("qiantai-open")) return;
    this.#moveFocus = true;
    this.open = true;
  }

  /** Closes the panel and returns the focus to the button. */
  hide(): void {
    if (!this.open || !this.#announce("qiantai-close")) return;
    this.#moveFocus = true;
    this.open = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.open) this.session?.connect();
    this.#seen();
    if (!changed.has("open") || !this.#moveFocus) return;
    this.#moveFocus = false;
    void this.updateComplete.then(() => (this.open ? this.composer : this.launcher)?.focus());
  }

  protected override render(): TemplateResult | typeof nothing {
    const { session } = this;
    if (!session) return nothing;
    const t = translator(words, this.#language());
    const unread = select.unreadCount(session.store.state);
    return html`<div class="root">
      ${this.open ? this.#panel(session) : nothing}
      <qiantai-launcher
        .t=${t}
        .unread=${unread}
        .expanded=${this.open}
        @qt-toggle=${() => (this.open ? this.hide() : this.show())}
      ></qiantai-launcher>
    </div>`;
  }

  #panel(session: ChatSession): TemplateResult {
    const { state: chat } = session.store;
    const lang = this.#language();
    const t = translator(words, lang);
    const presence = select.presence(chat);
    // A full-screen sheet keeps the focus inside: the spans at its ends lead to the other end.
    const sheet = matchMedia(SHEET).matches;
    const heading = this.heading || t("heading");
    const agentName = chat.conversation?.agent_name ?? t("agent");
    const typist = { bot: t("bot"), agent: agentName };
    return html`<section
      class="panel"
      role="dialog"
      aria-label=${t("panel", { heading })}
      lang=${lang}
      aria-modal=${sheet ? "true" : "false"}
      @keydown=${this.#key}
      @qt-send=${(event: WidgetEvent<"qt-send">) => {
        session.send(event.detail.text, event.detail.payload);
        this.#keepFocus(event);
      }}
      @qt-typing=${({ detail }: WidgetEvent<"qt-typing">) => session.typing(detail.on)}
      @qt-human=${(event: WidgetEvent<"qt-human">) => {
        session.askForHuman();
        this.#keepFocus(event);
      }}
      @qt-resend=${({ detail }: WidgetEvent<"qt-resend">) => session.resend(detail.clientId)}
      @qt-discard=${({ detail }: WidgetEvent<"qt-discard">) => session.discard(detail.clientId)}
      @qt-close=${() => this.hide()}
    >
      ${sheet ? html`<span tabindex="0" @focus=${() => this.composer?.focus()}></span>` : nothing}
      <qiantai-header
        .t=${t}
        .heading=${heading}
        .presence=${presence}
        .human=${chat.conversation?.owner === "agent"}
        .canAsk=${select.canAskForHuman(chat)}
        .asking=${select.humanRequested(chat)}
      ></qiantai-header>
      ${banner(presence, select.humanFailed(chat), t)}
      <qiantai-log
        .t=${t}
        .words=${lang}
        .rows=${rows(chat)}
        .replies=${select.quickReplies(chat)}
        .typing=${chat.typing && { by: chat.typing, name: typist[chat.typing] }}
        .empty=${select.isEmpty(chat) && chat.link !== "joining"}
        .busy=${chat.link === "joining" || chat.link === "connecting"}
      ></qiantai-log>
      <qiantai-composer
        .t=${t}
        .placeholder=${presence.kind === "closed" ? t("closed_hint") : t("placeholder")}
      ></qiantai-composer>
      ${sheet ? html`<span tabindex="0" @focus=${() => this.header?.focus()}></span>` : nothing}
    </section>`;
  }

  #language(): Lang {
    return pickLang(this.lang);
  }

  readonly #seen = (): void => {
    if (this.open && document.visibilityState === "visible") this.session?.markRead();
  };

  /** A tapped button goes away with its purpose; its focus moves to the list, not out of the chat. */
  #keepFocus(event: Event): void {
    if (event.target !== this.composer) this.log?.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.hide();
  }

  #announce(name: string): boolean {
    return this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable: true }));
  }
}
