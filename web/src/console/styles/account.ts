import { css } from "lit";

export const accountStyles = css`
  header {
    display: flex;
    flex-direction: column;
    gap: var(--qt-space-2);
    padding: var(--qt-space-3);
  }
  .who {
    display: flex;
    align-items: center;
    gap: var(--qt-space-2);
    padding: 6px var(--qt-space-2);
    border: 0;
    border-radius: var(--qt-radius-md);
    background: none;
    text-align: left;
  }
  .who:hover {
    background: var(--qt-surface-sunken);
  }
  .who svg.icon {
    color: var(--qt-text-faint);
  }
  .avatar {
    display: grid;
    flex: none;
    place-items: center;
    width: 36px;
    height: 36px;
    border-radius: 50%;
    background: var(--qt-brand);
    color: var(--qt-on-brand);
    font-weight: var(--qt-weight-bold);
  }
  .names {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
    line-height: var(--qt-leading-tight);
  }
  .names strong {
    font-weight: var(--qt-weight-bold);
  }
  .names .muted {
    font-size: var(--qt-text-xs);
  }
  .status {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    padding: 3px;
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface-sunken);
  }
  .status button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    padding: 3px 0;
    border: 0;
    border-radius: 7px;
    background: none;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-sm);
  }
  .status button[aria-checked="true"] {
    background: var(--qt-surface);
    color: var(--qt-text);
    font-weight: var(--qt-weight-medium);
    box-shadow: var(--qt-shadow-sm);
  }
  .dot {
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--qt-line-strong);
  }
  .online .dot {
    background: var(--qt-success-dot);
  }
  .busy .dot {
    background: var(--qt-warning-dot);
  }
  .hint {
    margin: 0;
    color: var(--qt-warning);
    font-size: var(--qt-text-xs);
  }
  #menu {
    inset: 60px auto auto 12px;
    width: 232px;
    margin: 0;
    padding: 6px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface);
    color: var(--qt-text);
    box-shadow: var(--qt-shadow-md);
  }
  #menu button {
    display: flex;
    align-items: center;
    justify-content: space-between;
    width: 100%;
    min-height: 34px;
    padding: 0 var(--qt-space-3);
    border: 0;
    border-radius: var(--qt-radius-sm);
    background: none;
    font-size: var(--qt-text-sm);
    text-align: left;
  }
  #menu button:hover {
    background: var(--qt-surface-sunken);
  }
  #menu hr {
    margin: 6px 0;
    border: 0;
    border-top: 1px solid var(--qt-line);
  }
  .check {
    color: var(--qt-brand);
    line-height: 0;
  }
  kbd {
    padding: 0 6px;
    border: 1px solid var(--qt-line);
    border-radius: 4px;
    color: var(--qt-text-muted);
    font-family: var(--qt-font-number);
    font-size: var(--qt-text-xs);
  }
`;
