import { css } from "lit";

export const composerStyles = css`
  :host {
    display: block;
    padding: 0 var(--qt-space-4) var(--qt-space-4);
  }
  form {
    max-width: 900px;
    margin: 0 auto;
    border: 1px solid var(--qt-line-strong);
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface);
    box-shadow: var(--qt-shadow-sm);
    overflow: hidden;
  }
  form:focus-within {
    border-color: var(--qt-brand);
    box-shadow: 0 0 0 3px var(--qt-brand-soft);
  }
  form.note {
    border-color: var(--qt-warning-line);
    background: var(--qt-warning-soft);
  }
  .modes {
    display: flex;
    gap: var(--qt-space-1);
    padding: 6px var(--qt-space-2) 0;
  }
  .modes button {
    padding: 2px var(--qt-space-2);
    border: 0;
    border-radius: var(--qt-radius-sm);
    background: none;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-sm);
  }
  .modes button[aria-pressed="true"] {
    background: var(--qt-brand-soft);
    color: var(--qt-brand-active);
    font-weight: var(--qt-weight-medium);
  }
  .note .modes button[aria-pressed="true"] {
    background: var(--qt-warning-line);
    color: var(--qt-warning);
  }
  .known {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 6px var(--qt-space-3) 0;
    padding: 3px var(--qt-space-2);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-success-soft);
    color: var(--qt-success);
    font-size: var(--qt-text-sm);
  }
  .suggested {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 6px var(--qt-space-3) 0;
    padding: 3px 3px 3px var(--qt-space-2);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-brand-soft);
    color: var(--qt-brand-active);
    font-size: var(--qt-text-sm);
  }
  .suggested .words {
    flex: 1;
    min-width: 0;
  }
  .staged {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 6px var(--qt-space-3) 0;
    padding: 0;
    list-style: none;
  }
  .staged li {
    display: flex;
    align-items: center;
    gap: 6px;
    max-width: 220px;
    padding: 3px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
    font-size: var(--qt-text-sm);
  }
  .staged img {
    width: 40px;
    height: 40px;
    border-radius: 4px;
    object-fit: cover;
  }
  .staged span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .text {
    display: block;
    width: 100%;
    max-height: 220px;
    padding: var(--qt-space-2) var(--qt-space-3);
    border: 0;
    background: transparent;
    line-height: 1.6;
    resize: none;
    field-sizing: content;
    min-height: 72px;
  }
  .text:focus-visible {
    box-shadow: none;
    outline: none;
  }
  .text::placeholder {
    color: var(--qt-text-faint);
  }
  .text:disabled {
    cursor: not-allowed;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: var(--qt-space-3);
    padding: 0 var(--qt-space-2) var(--qt-space-2) var(--qt-space-2);
  }
  .keys {
    display: inline-flex;
    margin-right: auto;
    align-items: center;
    gap: 4px;
    padding: 2px 4px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--qt-text-faint);
    font-size: var(--qt-text-xs);
  }
  .keys:hover {
    color: var(--qt-text);
  }
  .keys svg.icon {
    width: 13px;
    height: 13px;
  }
  .excess {
    color: var(--qt-danger);
    font-size: var(--qt-text-xs);
  }
  /* A telephone has no Ctrl key, and little room. */
  @media (max-width: 719px) {
    .keys {
      display: none;
    }
    .promise {
      margin-left: auto;
    }
  }
`;
