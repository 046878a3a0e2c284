import { css, html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { sizeText } from "../../shared/files.ts";
import type { Translate } from "../../shared/i18n.ts";
import type { Shown } from "../state/files.ts";
import type { Item } from "../state/rows.ts";
import type { Word } from "../words.ts";
import { fileIcon } from "./icons.ts";

/** The pictures and files of one message, and how far they are on their way. */
export function attachments({ files, part }: Item, t: Translate<Word>): TemplateResult {
  return html`<div class="files" ?data-several=${files.length > 1}>
    ${files.map((file) => one(file, t))}
    ${part === null ? nothing : html`<progress max="1" .value=${part} aria-label=${t("uploading")}></progress>`}
  </div>`;
}

function one(file: Shown, t: Translate<Word>): TemplateResult {
  const { kind, name, url, playable } = file;
  if (kind === "image" && url !== null) {
    const image = lasting(file, (src) => html`<img src=${src} alt=${name} loading="lazy" @error=${renew} />`);
    return html`<a
      class="picture"
      href=${url}
      data-url=${url}
      target="_blank"
      rel="noopener"
      aria-label=${t("picture", { name })}
      >${image}</a
    >`;
  }
  if (url !== null && playable && (kind === "voice" || kind === "video"))
    return html`<div data-url=${url}>${lasting(file, kind === "voice" ? sound : film)}</div>`;
  const row = html`${fileIcon}<span>${name}</span><small>${sizeText(file.size)}</small>`;
  return url === null
    ? html`<div class="file">${row}</div>`
    : html`<a class="file" href=${url} target="_blank" rel="noopener">${row}</a>`;
}

const sound = (src: string) => html`<audio controls preload="none" src=${src} @error=${renew}></audio>`;
const film = (src: string) =>
  html`<video controls playsinline preload="metadata" src=${src} @error=${renew}></video>`;

/** Drawn once, though its address is renewed: what was loaded or is playing stays. */
function lasting({ key, url }: Shown, draw: (src: string) => TemplateResult): unknown {
  return guard([key], () => draw(url ?? ""));
}

/** The address has ended before it was used; the one around it is newer. */
function renew(event: Event): void {
  const media = event.target as HTMLImageElement | HTMLMediaElement;
  const { url } = media.closest<HTMLElement>("[data-url]")?.dataset ?? {};
  if (url && url !== media.src) media.src = url;
}

export const attachmentStyles = css`
  .files {
    position: relative;
    display: grid;
    gap: 4px;
    max-width: 240px;
    animation: appear var(--qt-medium) var(--qt-ease);
  }
  .files[data-several] {
    grid-template-columns: 1fr 1fr;
  }
  .files[data-several] :not(.picture, img) {
    grid-column: 1 / -1;
  }
  .picture,
  .files video {
    display: block;
    overflow: hidden;
    border: 1px solid var(--qt-line);
    border-radius: 14px;
    background: var(--qt-surface-sunken);
  }
  .picture img {
    display: block;
    width: auto;
    min-width: 72px;
    max-width: 100%;
    height: auto;
    min-height: 72px;
    max-height: 260px;
    object-fit: cover;
  }
  .files[data-several] img {
    width: 100%;
    height: 112px;
  }
  .files audio,
  .files video {
    max-width: 100%;
  }
  .file {
    display: flex;
    align-items: center;
    gap: var(--qt-space-2);
    padding: 10px 12px;
    border: 1px solid var(--qt-line);
    border-radius: 14px;
    background: var(--qt-surface);
    color: var(--qt-text);
    font-size: var(--qt-text-sm);
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .file svg {
    flex: none;
    color: var(--qt-brand);
    font-size: 20px;
  }
  .file small {
    flex: none;
    color: var(--qt-text-muted);
  }
  .files progress {
    width: 100%;
    height: 4px;
    accent-color: var(--qt-brand);
  }
  .own[data-delivery="sending"] .files > :not(progress),
  .own[data-delivery="waiting"] .files {
    opacity: 0.72;
  }
`;
