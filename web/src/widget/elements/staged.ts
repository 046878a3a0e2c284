import { css, html, type TemplateResult } from "lit";
import type { Staged } from "../../shared/files.ts";
import type { Translate } from "../../shared/i18n.ts";
import type { Word } from "../words.ts";
import { closeIcon, fileIcon } from "./icons.ts";

export function stagedRow(
  staged: readonly Staged[],
  t: Translate<Word>,
  remove: (one: Staged) => void,
): TemplateResult {
  return html`<ul class="staged" aria-label=${t("attached")}>
    ${staged.map(
      (one) => html`<li>
        ${one.preview ? html`<img src=${one.preview} alt="" />` : html`<i>${fileIcon}</i>`}<span>${one.file.name}</span>
        <button type="button" aria-label=${t("remove", { name: one.file.name })} @click=${() => remove(one)}>
          ${closeIcon}
        </button>
      </li>`,
    )}
  </ul>`;
}

export const stagedStyles = css`
  .staged {
    display: flex;
    gap: var(--qt-space-2);
    margin: 0 0 var(--qt-space-2);
    padding: 2px;
    overflow-x: auto;
    list-style: none;
  }
  .staged li {
    position: relative;
    flex: none;
    width: 72px;
  }
  .staged img,
  .staged i {
    display: grid;
    place-items: center;
    width: 72px;
    height: 72px;
    border: 1px solid var(--qt-line);
    border-radius: 10px;
    background: var(--qt-surface-sunken);
    color: var(--qt-brand);
    font-size: 28px;
    object-fit: cover;
  }
  .staged span {
    display: block;
    overflow: hidden;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .staged button {
    position: absolute;
    top: 2px;
    right: 2px;
    width: 24px;
    height: 24px;
    border-radius: 50%;
    background: rgb(22 32 46 / 72%);
    color: #fff;
    font-size: 14px;
  }
  .staged button:hover {
    background: #16202e;
  }
`;
