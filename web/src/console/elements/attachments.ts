import { css, html, nothing, type TemplateResult } from "lit";
import { API_BASE } from "../../shared/api.ts";
import { isPlayable, type Staged, sizeText } from "../../shared/files.ts";
import type { Attachment } from "../../shared/protocol.ts";
import type { T } from "../words/index.ts";
import { icon } from "./icons.ts";

type Address = (attachment: Attachment) => string;

/** Needs the agent's login and does not grow old, unlike a signed link. */
const BY_LOGIN: Address = ({ id }) => `${API_BASE}/attachments/${encodeURIComponent(id)}`;

/** Pictures, players and files. */
export function attachmentList(
  attachments: readonly Attachment[],
  t: T,
  address: Address = BY_LOGIN,
): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<div class="attachments">${attachments.map((one) => shown(one, address(one), t))}</div>`;
}

function shown({ kind, name, size, media_type }: Attachment, url: string, t: T): TemplateResult {
  if (kind === "image") {
    return html`
      <a class="picture" href=${url} target="_blank" rel="noopener" aria-label=${t("attachment.open", { name })}>
        <img src=${url} alt=${name} loading="lazy" />
      </a>
    `;
  }
  if (isPlayable(media_type) && kind === "voice")
    return html`<audio controls preload="none" src=${url}></audio>`;
  if (isPlayable(media_type) && kind === "video")
    return html`<video controls preload="metadata" src=${url}></video>`;
  return html`<a class="file" href=${url} target="_blank" rel="noopener">${fileRow(name, size)}</a>`;
}

export function fileRow(name: string, size: number): TemplateResult {
  return html`${icon("file")}<span>${name}</span><small class="number">${sizeText(size)}</small>`;
}

/** What is chosen and not sent yet. */
export function stagedRow(staged: readonly Staged[], t: T, remove: (one: Staged) => void): TemplateResult {
  return html`
    <ul class="staged" aria-label=${t("composer.attached")}>
      ${staged.map(
        (one) => html`
          <li>
            ${one.preview ? html`<img src=${one.preview} alt="" />` : icon("file")}<span>${one.file.name}</span>
            <button
              type="button" class="button quiet small icon-only" aria-label=${t("composer.remove", { name: one.file.name })}
              @click=${() => remove(one)}
            >${icon("close")}</button>
          </li>
        `,
      )}
    </ul>
  `;
}

export const attachmentStyles = css`
  .attachments {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .attachments + .text {
    margin-top: 6px;
  }
  .picture img {
    display: block;
    min-width: 64px;
    max-width: 220px;
    min-height: 64px;
    max-height: 220px;
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface-sunken);
    object-fit: cover;
  }
  aside .picture img {
    width: 96px;
    height: 96px;
  }
  .attachments audio,
  .attachments video {
    max-width: 280px;
  }
  .file {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 6px 10px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface);
    color: var(--qt-text);
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .file small {
    color: var(--qt-text-muted);
  }
`;
