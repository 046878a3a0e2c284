import { css } from "lit";

export const channelsStyles = css`
  .accounts {
    display: grid;
    gap: var(--qt-space-3);
    margin-top: var(--qt-space-3);
  }
  article {
    display: grid;
    gap: var(--qt-space-3);
    min-width: 0;
    padding: var(--qt-space-4);
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-md);
    background: var(--qt-surface);
    font-size: var(--qt-text-sm);
    overflow-wrap: anywhere;
  }
  dl {
    display: grid;
    gap: var(--qt-space-2);
  }
  dl > div {
    display: grid;
    grid-template-columns: 112px minmax(0, 1fr);
    gap: var(--qt-space-2);
  }
  @media (max-width: 719px) {
    dl > div {
      grid-template-columns: 84px minmax(0, 1fr);
    }
  }
  dt {
    color: var(--qt-text-muted);
  }
  .hint {
    color: var(--qt-warning);
  }
  .faults {
    padding: var(--qt-space-3);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-danger-soft);
    color: var(--qt-danger);
  }
  section {
    display: grid;
    gap: var(--qt-space-2);
    padding-top: var(--qt-space-3);
    border-top: 1px solid var(--qt-line);
  }
  section ul {
    display: grid;
    gap: var(--qt-space-2);
    max-height: 320px;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }
  section li {
    display: flex;
    align-items: flex-start;
    gap: var(--qt-space-3);
    padding: var(--qt-space-2) var(--qt-space-3);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-canvas);
  }
  .letter {
    flex: 1;
    min-width: 0;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--qt-brand);
    font-weight: var(--qt-weight-medium);
  }
  summary {
    color: var(--qt-brand);
    cursor: pointer;
  }
  .url {
    display: flex;
    align-items: center;
    gap: var(--qt-space-1);
    margin: var(--qt-space-2) 0;
  }
  code {
    padding: 2px 6px;
    border-radius: 4px;
    background: var(--qt-surface-sunken);
  }
  ol {
    display: grid;
    gap: 6px;
    padding-left: var(--qt-space-5);
  }
`;
