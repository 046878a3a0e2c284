import { css } from "lit";

export const listStyles = css`
  :host {
    display: block;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    border-bottom: 1px solid var(--qt-line);
  }
  li::before {
    content: "";
    position: absolute;
    z-index: 1;
    inset: 0 auto 0 0;
    width: 3px;
  }
  li.waiting.priority-0::before {
    background: var(--qt-danger-dot);
  }
  li.waiting.priority-1::before {
    background: var(--qt-warning-dot);
  }
  .row {
    display: flex;
    flex-direction: column;
    gap: 3px;
    width: 100%;
    padding: 10px var(--qt-space-3) 10px var(--qt-space-4);
    border: 0;
    background: var(--qt-surface);
    text-align: left;
    line-height: var(--qt-leading-tight);
    transition: background var(--qt-fast);
  }
  .row:hover {
    background: var(--qt-canvas);
  }
  .row[aria-current="true"] {
    background: var(--qt-brand-soft);
  }
  .row:focus-visible {
    box-shadow: none;
    outline-offset: -2px;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-width: 0;
  }
  .name {
    overflow: hidden;
    font-weight: var(--qt-weight-bold);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .time {
    flex: none;
    margin-left: auto;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .time span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .time svg.icon {
    width: 12px;
    height: 12px;
  }
  .time .warning {
    color: var(--qt-warning);
  }
  .time .danger {
    color: var(--qt-danger);
    font-weight: var(--qt-weight-medium);
  }
  .tags {
    flex-wrap: wrap;
    min-height: 20px;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .due svg.icon {
    width: 12px;
    height: 12px;
  }
  .channel {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .summary {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    font-size: var(--qt-text-sm);
    line-height: 1.45;
  }
  .foot {
    min-height: 18px;
  }
  .last {
    flex: 1;
    overflow: hidden;
    color: var(--qt-text-faint);
    font-size: var(--qt-text-xs);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .typing {
    color: var(--qt-brand);
  }
  .draft {
    color: var(--qt-danger);
  }
  .unread {
    flex: none;
    min-width: 18px;
    padding: 0 5px;
    border-radius: var(--qt-radius-full);
    background: var(--qt-danger);
    color: var(--qt-on-brand);
    font-size: 11px;
    font-weight: var(--qt-weight-bold);
    line-height: 18px;
    text-align: center;
  }
  .waiting .foot {
    min-height: 26px;
    padding-right: 60px;
  }
  .claim {
    position: absolute;
    right: var(--qt-space-3);
    bottom: 10px;
  }
  .placeholder {
    display: flex;
    flex-direction: column;
    gap: var(--qt-space-2);
    padding: 14px var(--qt-space-4);
  }
  .placeholder i {
    height: 12px;
  }
  .placeholder i:first-child {
    width: 40%;
    height: 14px;
  }
  .placeholder i:last-child {
    width: 75%;
  }
`;
