import { css } from "lit";

export const packetStyles = css`
  :host {
    display: block;
    border-left: 1px solid var(--qt-line);
    background: var(--qt-surface);
    font-size: var(--qt-text-sm);
  }
  aside {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  header {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    height: 44px;
    padding: 0 var(--qt-space-3) 0 var(--qt-space-4);
    border-bottom: 1px solid var(--qt-line);
  }
  .hide {
    display: none;
  }
  @media (max-width: 1279px) {
    .hide {
      display: inline-flex;
    }
  }
  h2,
  h3,
  p,
  dl,
  dd,
  blockquote {
    margin: 0;
  }
  h2 {
    font-size: var(--qt-text-md);
    font-weight: var(--qt-weight-bold);
  }
  h3 {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    font-weight: var(--qt-weight-bold);
  }
  h3 .number {
    padding: 0 6px;
    border-radius: var(--qt-radius-full);
    background: var(--qt-surface-sunken);
    font-weight: normal;
    line-height: 18px;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .scroll:focus-visible {
    box-shadow: none;
    outline-offset: -2px;
  }
  section,
  details {
    display: flex;
    flex-direction: column;
    gap: 6px;
    padding: var(--qt-space-3) var(--qt-space-4);
    border-bottom: 1px solid var(--qt-line);
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg.icon {
    color: var(--qt-text-faint);
    transition: transform var(--qt-fast);
  }
  details[open] summary svg.icon {
    transform: rotate(180deg);
  }
  details[open] summary {
    margin-bottom: 6px;
  }
  .small {
    font-size: var(--qt-text-xs);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
  }
  .end {
    margin-left: auto;
  }
  .chip svg.icon {
    width: 12px;
    height: 12px;
  }
  .problem {
    font-size: var(--qt-text-md);
    font-weight: var(--qt-weight-medium);
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .meter {
    display: flex;
    align-items: center;
    gap: var(--qt-space-2);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .meter strong {
    color: var(--qt-text);
  }
  .bar {
    flex: 1;
    height: 6px;
    border-radius: var(--qt-radius-full);
    background: var(--qt-surface-sunken);
    overflow: hidden;
  }
  .bar i {
    display: block;
    height: 100%;
    border-radius: inherit;
    background: var(--qt-brand);
    transition: width var(--qt-medium);
  }
  .bar i.full {
    background: var(--qt-success-dot);
  }
  .missing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 6px;
    font-size: var(--qt-text-xs);
  }
  blockquote {
    padding: 4px 10px;
    border-left: 3px solid var(--qt-line-strong);
    background: var(--qt-canvas);
    color: var(--qt-text);
    overflow-wrap: anywhere;
  }
  .slots div,
  .facts div {
    display: grid;
    grid-template-columns: 68px minmax(0, 1fr);
    gap: var(--qt-space-2);
    padding: 4px 0;
  }
  .slots div + div,
  .facts div + div {
    border-top: 1px dashed var(--qt-line);
  }
  dt {
    color: var(--qt-text-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
  .value {
    font-weight: var(--qt-weight-medium);
  }
  .source {
    display: block;
    color: var(--qt-text-faint);
    font-size: 11px;
    line-height: 16px;
  }
  .verified {
    color: var(--qt-success);
  }
  .verified svg.icon {
    width: 12px;
    height: 12px;
    margin-right: 2px;
    vertical-align: -2px;
  }
  .copy {
    display: inline-grid;
    place-items: center;
    width: 22px;
    height: 22px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    background: none;
    color: var(--qt-text-faint);
    vertical-align: middle;
  }
  .copy:hover {
    background: var(--qt-surface-sunken);
    color: var(--qt-brand);
  }
  .copy svg.icon {
    width: 13px;
    height: 13px;
  }
  .box {
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: var(--qt-space-2) 10px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
  }
  ol,
  ul {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .promises li {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }
  .promises li.soon {
    padding-left: var(--qt-space-2);
    border-left: 3px solid var(--qt-warning-line);
  }
  .acts:empty {
    display: none;
  }
  details.history {
    padding: 0;
    border: 0;
    font-size: var(--qt-text-xs);
  }
  .history summary {
    justify-content: start;
    gap: 4px;
    color: var(--qt-text-muted);
  }
  .intents li,
  .history li,
  .answers li {
    display: flex;
    gap: var(--qt-space-2);
  }
  .history span,
  .answers span {
    overflow-wrap: anywhere;
  }
  .loading {
    display: flex;
    flex-direction: column;
    gap: var(--qt-space-3);
    padding: var(--qt-space-4);
  }
  .loading .skeleton {
    height: 16px;
  }
`;
