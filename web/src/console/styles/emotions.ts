import { css } from "lit";

/** How the customer felt over time, as beads on a line. */
export const emotionStyles = css`
  .emotions {
    flex-direction: row;
    flex-wrap: wrap;
    gap: 4px 0;
  }
  .emotions li {
    position: relative;
    display: flex;
    flex: 1 0 56px;
    flex-direction: column;
    align-items: center;
    color: var(--qt-text-muted);
    font-size: 11px;
    line-height: 16px;
  }
  .emotions li + li::before {
    content: "";
    position: absolute;
    top: 6px;
    right: 50%;
    width: 100%;
    height: 2px;
    background: var(--qt-line);
  }
  .emotions i {
    z-index: 1;
    width: 12px;
    height: 12px;
    margin-bottom: 2px;
    border: 2px solid var(--qt-surface);
    border-radius: 50%;
    background: var(--qt-success-dot);
  }
  .emotions .upset i {
    background: var(--qt-warning-dot);
  }
  .emotions .angry i {
    background: var(--qt-danger-dot);
  }
  .emotions .angry span {
    color: var(--qt-danger);
  }
`;
