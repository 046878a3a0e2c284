import { css } from "lit";

export const railStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    border-right: 1px solid var(--qt-line);
    background: var(--qt-surface);
  }
  .due {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0 var(--qt-space-3) var(--qt-space-2);
    padding: 6px var(--qt-space-2);
    border: 1px solid var(--qt-warning-line);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-warning-soft);
    color: var(--qt-warning);
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
  }
  .due.abnormal {
    border-color: var(--qt-danger-line);
    background: var(--qt-danger-soft);
    color: var(--qt-danger);
  }
  nav {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  .tabs {
    display: flex;
    gap: var(--qt-space-1);
    padding: 0 var(--qt-space-3);
    border-bottom: 1px solid var(--qt-line);
  }
  .tabs button {
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 8px var(--qt-space-2);
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: var(--qt-radius-sm) var(--qt-radius-sm) 0 0;
    background: none;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-sm);
    font-weight: var(--qt-weight-medium);
    white-space: nowrap;
  }
  .tabs button:hover {
    color: var(--qt-text);
  }
  .tabs button[aria-selected="true"] {
    border-bottom-color: var(--qt-brand);
    color: var(--qt-brand);
  }
  .count {
    min-width: 20px;
    padding: 0 6px;
    border-radius: var(--qt-radius-full);
    background: var(--qt-surface-sunken);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    line-height: 18px;
    text-align: center;
  }
  .news {
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--qt-danger-dot);
  }
  .panel {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
`;
