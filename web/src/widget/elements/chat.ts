import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { pickLang, type Translate, translator } from "../../shared/i18n.ts";
import type { Lang } from "../../shared/protocol.ts";
import { palette } from "../colour.ts";
import { Announcer } from "../connection/announcer.ts";
import { ChatSession } from "../connection/session.ts";
import { ATTRIBUTES, DEFAULTS, type Options, readOptions } from "../options.ts";
import { ProactiveController } from "../proactive.ts";
import { measure } from "../state/length.ts";
import { rows } from "../state/rows.ts";
import * as select from "../state/selectors.ts";
import type { OptionValues, QiantaiEvents, QiantaiRecognition } from "../widget.d.ts";
import { type Word, words } from "../words.ts";

import { banner } from "./banner.ts";
import { chatStyles } from "./chat.styles.ts";
import type { QiantaiComposer } from "./composer.ts";
import type { WidgetEvent } from "./events.ts";
import { closeIcon } from "./icons.ts";
import type { QiantaiLog } from "./log.ts";
import { ViewportController } from "./viewport.ts";

/** Phones, where the panel covers the page; the same width as in the styles. */
const SHEET = "(max-width: 480px)";
/** What a colour of the site's own sets; without one the tokens hold. */
const BRAND = Object.keys(palette([0, 0, 0]));

/**
 * The customer's chat: a floating button and a panel that is a full-screen sheet on phones.
 * Its attributes are the options of docs/embed-the-widget.md (`heading` stands for `title`, which browsers show as a tip).
 *
 * @attr open - Whether the panel shows.
 * @fires qiantai-open qiantai-close qiantai-message … - `QiantaiEvents`; the first two may be cancelled.
 */
export class QiantaiChat extends LitElement {
  static override styles = chatStyles;

  @property({ attribute: false }) options: Options = DEFAULTS;
  @property({ type: Boolean, reflect: true }) open = false;
  @state() private session: ChatSession | null = null;
  /** On phones the chat does not cover the page unasked: it says its greeting beside the button. */
  @state() private inviting = false;
  @query("qiantai-launcher") private launcher!: HTMLElement;
  @query("qiantai-composer") private composer!: QiantaiComposer | null;
  @query("qiantai-log") private log!: QiantaiLog | null;
  @query("qiantai-header") private header!: HTMLElement | null;
  #unsubscribe: () => void = () => {};
  #moveFocus = false;
  #recognition: Promise<QiantaiRecognition | null> | undefined;

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit prepares the class that is asked, so it has to be this one.
    return [...super.observedAttributes, ...ATTRIBUTES];
  }

  constructor() {
    super();
    new ViewportController(this);
    new ProactiveController(this);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (!ATTRIBUTES.includes(name)) return;
    this.configure({ [name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())]: value });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const session = new ChatSession(this.options.server || location.origin, () => this.#language());
    const announcer = new Announcer((name, detail) => this.#announce(name, detail));
    const unsubscribe = [
      session.store.subscribe(() => this.requestUpdate()),
      session.store.subscribe(announcer.changed),
    ];
    this.#unsubscribe = () => {
      for (const end of unsubscribe) end();
    };
    session.onRefused = ({ error: code, message }) => this.#announce("error", { code, message });
    this.session = session;
    document.addEventListener("visibilitychange", this.#seen);
    session.start();
    if (this.options.identity) this.#recognition = session.identify(this.options.identity);
    this.#announce("ready", null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#seen);
    this.#unsubscribe();
    this.session?.stop();
    this.session = null;
  }

  /** Changes options; the address of the desk counts when the chat comes onto a page. */
  configure(values: OptionValues): void {
    const { identity } = this.options;
    this.options = readOptions(values, this.options);
    if (identity !== this.options.identity)
      this.#recognition = this.session?.identify(this.options.identity || null);
  }

  /** Says who the customer is; the same token again has the same answer. */
  identify(token: string | null): Promise<QiantaiRecognition | null> | undefined {
    this.configure({ identity: token });
    return this.#recognition;
  }

  /** Opens the panel and puts the cursor into the input. */
  show(by: QiantaiEvents["open"]["by"] = "page"): void {
    if (this.open || !this.#announce("open", { by })) return;
    this.session?.meet();
    this.inviting = false;
    // What opens by itself must not take the cursor out of the page's own form.
    this.#moveFocus = by !== "proactive";
    this.open = true;
  }

  /** Closes the panel and returns the focus to the button. */
  hide(by: QiantaiEvents["close"]["by"] = "page"): void {
    if (!this.open || !this.#announce("close", { by })) return;
    this.#moveFocus = true;
    this.open = false;
  }

  /** Says something in the customer's name; false when it is blank or too long. */
  say(text: string): boolean {
    const good = this.session !== null && text.trim() !== "" && !measure(text.trim()).over;
    if (good) this.session?.send(text);
    return good;
  }

  /** Whether the chat need not introduce itself any more. */
  met(): boolean {
    return this.open || (this.session?.met ?? true);
  }

  /** The chat comes forward by itself: the panel, or on phones a bubble with the greeting. */
  invite(): void {
    this.session?.meet();
    if (matchMedia(SHEET).matches) this.inviting = true;
    else this.show("proactive");
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("options")) return;
    const { colour, offset } = this.options;
    const [side, bottom = side] = offset.map((pixels) => `${pixels}px`);
    const values = { "--qt-offset-x": side, "--qt-offset-y": bottom, ...(colour ? palette(colour) : {}) };
    for (const name of BRAND) this.style.removeProperty(name);
    for (const [name, value] of Object.entries(values)) this.style.setProperty(name, value ?? "");
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
    return html`<div class="root" data-position=${this.options.position}>
      ${this.open ? this.#panel(session) : this.#invitation(t)}
      <qiantai-launcher
        .t=${t}
        .unread=${unread}
        .expanded=${this.open}
        @qt-toggle=${() => (this.open ? this.hide("customer") : this.show("customer"))}
      ></qiantai-launcher>
    </div>`;
  }

  #invitation(t: Translate<Word>): TemplateResult | typeof nothing {
    if (!this.inviting) return nothing;
    return html`<div class="invitation" role="status">
      <button type="button" @click=${() => this.show("customer")}>${this.options.greeting || t("welcome")}</button>
      <button type="button" aria-label=${t("dismiss")} @click=${() => (this.inviting = false)}>${closeIcon}</button>
    </div>`;
  }

  #panel(session: ChatSession): TemplateResult {
    const { state: chat } = session.store;
    const lang = this.#language();
    const t = translator(words, lang);
    const presence = select.presence(chat);
    // A full-screen sheet keeps the focus inside: the spans at its ends lead to the other end.
    const sheet = matchMedia(SHEET).matches;
    const heading = this.options.title || t("heading");
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
        const { text, payload, files } = event.detail;
        session.send(text, payload, files);
        this.#keepFocus(event);
      }}
      @qt-typing=${({ detail }: WidgetEvent<"qt-typing">) => session.typing(detail.on)}
      @qt-human=${(event: WidgetEvent<"qt-human">) => {
        session.askForHuman();
        this.#keepFocus(event);
      }}
      @qt-resend=${({ detail }: WidgetEvent<"qt-resend">) => session.resend(detail.clientId)}
      @qt-discard=${({ detail }: WidgetEvent<"qt-discard">) => session.discard(detail.clientId)}
      @qt-introduce=${({ detail }: WidgetEvent<"qt-introduce">) => this.#introduce(session, detail)}
      @qt-seen=${this.#seen}
      @qt-close=${() => this.hide("customer")}
      @dragover=${this.#dragged}
      @drop=${this.#dropped}
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
        .rows=${rows(chat, session.origin)}
        .replies=${select.quickReplies(chat, this.options.waybill)}
        .options=${this.options}
        .asks=${this.options.form.length > 0 && !session.asked}
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

  #introduce(session: ChatSession, { waybill, ...profile }: WidgetEvent<"qt-introduce">["detail"]): void {
    session.introduce(profile);
    if (waybill) this.configure({ waybill });
    this.requestUpdate();
    void this.updateComplete.then(() => this.composer?.focus());
  }

  #language(): Lang {
    return pickLang(this.options.lang);
  }

  readonly #seen = (): void => {
    const visible = this.open && document.visibilityState === "visible";
    if (visible && this.log?.follows) this.session?.markRead();
  };

  /** A tapped button goes away with its purpose; its focus moves to the list, not out of the chat. */
  #keepFocus(event: Event): void {
    if (event.target !== this.composer) this.log?.focus({ preventScroll: true });
  }

  #dragged(event: DragEvent): void {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  #dropped(event: DragEvent): void {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.composer?.attach(files);
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    this.hide("customer");
  }

  #announce<Name extends keyof QiantaiEvents>(name: Name, detail: QiantaiEvents[Name]): boolean {
    return this.dispatchEvent(
      new CustomEvent(`qiantai-${name}`, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}
