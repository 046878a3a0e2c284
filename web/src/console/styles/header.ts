import { css } from "lit";

export const headerStyles = css`
  header {
    display: flex;
    align-items: center;
    gap: var(--qt-space-4);
    min-height: 68px;
    padding: var(--qt-space-2) var(--qt-space-4);
    border-bottom: 1px solid var(--qt-line);
    background: var(--qt-surface);
  }
  .who {
    flex: 1;
    min-width: 0;
  }
  h1 {
    margin: 0 0 2px;
    overflow: hidden;
    font-size: var(--qt-text-lg);
    font-weight: var(--qt-weight-bold);
    line-height: var(--qt-leading-tight);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    max-height: 20px;
    margin: 0;
    overflow: hidden;
  }
  .quiet {
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    line-height: 20px;
  }
  .actions {
    display: flex;
    flex: none;
    gap: var(--qt-space-2);
  }
  .packet,
  .back {
    display: none;
  }
  @media (max-width: 1279px) {
    .packet {
      display: inline-flex;
    }
  }
  @media (max-width: 900px) {
    .button:not(.primary) .word {
      display: none;
    }
    .button:not(.primary) {
      width: 34px;
      padding: 0;
    }
  }
  @media (max-width: 719px) {
    header {
      gap: var(--qt-space-2);
      padding: var(--qt-space-2);
    }
    .back {
      display: inline-flex;
    }
    .button {
      min-height: 40px;
    }
    .button:not(.primary) {
      width: 40px;
    }
    .actions {
      gap: var(--qt-space-1);
    }
  }
`;
