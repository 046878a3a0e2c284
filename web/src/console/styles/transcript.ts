import { css } from "lit";

export const transcriptStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
  }
  .scroll {
    flex: 1;
    min-height: 0;
    padding: var(--qt-space-3) var(--qt-space-5);
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .scroll:focus-visible {
    box-shadow: none;
    outline-offset: -2px;
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 4px;
    max-width: 860px;
    margin: 0 auto;
    padding: 0;
    list-style: none;
  }
  p {
    margin: 0;
  }
  .text {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .day,
  .system {
    align-self: center;
    margin: var(--qt-space-2) 0;
    color: var(--qt-text-faint);
    font-size: var(--qt-text-xs);
    text-align: center;
  }
  .system {
    padding: 2px 10px;
    border-radius: var(--qt-radius-full);
    background: var(--qt-surface-sunken);
    color: var(--qt-text-muted);
  }
  .message {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    max-width: min(76%, 620px);
  }
  .message.first {
    margin-top: var(--qt-space-2);
  }
  .message.agent,
  .message.bot {
    align-self: flex-end;
    align-items: flex-end;
  }
  .byline {
    display: flex;
    align-items: center;
    gap: 6px;
    margin: 0 2px 3px;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .byline strong {
    font-weight: var(--qt-weight-medium);
  }
  .byline .chip {
    line-height: 16px;
  }
  .bubble {
    padding: 8px 12px;
    border: 1px solid var(--qt-line);
    border-radius: 4px 12px 12px 12px;
    background: var(--qt-surface);
    box-shadow: var(--qt-shadow-sm);
  }
  .agent .bubble {
    border-color: var(--qt-brand);
    border-radius: 12px 4px 12px 12px;
    background: var(--qt-brand);
    color: var(--qt-on-brand);
  }
  .bot .bubble {
    border: 1px dashed var(--qt-brand-line);
    border-radius: 12px 4px 12px 12px;
    background: var(--qt-brand-soft);
    box-shadow: none;
  }
  .sending .bubble {
    opacity: 0.65;
  }
  .failed .bubble {
    border-color: var(--qt-danger-line);
    background: var(--qt-danger-soft);
    color: var(--qt-text);
  }
  .meta {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin: 2px 4px 0;
    color: var(--qt-text-faint);
    font-size: 11px;
    line-height: 16px;
  }
  .meta svg.icon {
    width: 13px;
    height: 13px;
    margin-right: 2px;
    vertical-align: -2px;
  }
  .read {
    color: var(--qt-success);
  }
  .why {
    color: var(--qt-danger);
  }
  .link {
    flex: none;
    padding: 4px 2px;
    border: 0;
    background: none;
    color: var(--qt-brand);
    font-weight: var(--qt-weight-medium);
    text-decoration: underline;
  }
  .note {
    align-self: stretch;
    margin: var(--qt-space-2) 0;
    padding: 8px 12px;
    border: 1px solid var(--qt-warning-line);
    border-left-width: 3px;
    border-radius: var(--qt-radius-sm);
    background: var(--qt-warning-soft);
  }
  .note .byline {
    margin-left: 0;
    color: var(--qt-warning);
  }
  .badge {
    margin-left: auto;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-top: 6px;
  }
  .buttons span {
    padding: 0 10px;
    border: 1px solid var(--qt-brand-line);
    border-radius: var(--qt-radius-full);
    background: var(--qt-surface);
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
    line-height: 22px;
  }
  .card {
    min-width: 260px;
    margin-top: 6px;
    padding: 8px 10px;
    border: 1px solid var(--qt-line);
    border-radius: var(--qt-radius-sm);
    background: var(--qt-surface);
    font-size: var(--qt-text-sm);
  }
  .card-head {
    display: flex;
    align-items: center;
    gap: 6px;
  }
  .card-head .chip {
    margin-left: auto;
  }
  .card dl {
    margin: 4px 0 0;
  }
  .card dl div {
    display: flex;
    gap: var(--qt-space-2);
  }
  .card dt {
    flex: none;
    color: var(--qt-text-muted);
  }
  .card dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .steps {
    gap: 0;
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--qt-line);
    font-size: var(--qt-text-xs);
  }
  .steps time {
    margin-right: var(--qt-space-2);
    color: var(--qt-text-muted);
  }
  .more {
    color: var(--qt-text-faint);
    font-size: var(--qt-text-xs);
  }
  .typing {
    max-width: 860px;
    margin: var(--qt-space-2) auto 0;
    color: var(--qt-text-muted);
    font-size: var(--qt-text-xs);
  }
  .typing i {
    display: inline-block;
    width: 5px;
    height: 5px;
    margin-right: 2px;
    border-radius: 50%;
    background: var(--qt-brand);
    animation: blink 1.2s infinite;
  }
  .typing i:nth-child(2) {
    animation-delay: 0.2s;
  }
  .typing i:nth-child(3) {
    animation-delay: 0.4s;
    margin-right: 6px;
  }
  @keyframes blink {
    50% {
      opacity: 0.2;
    }
  }
  .nothing {
    padding: var(--qt-space-8);
    color: var(--qt-text-faint);
    text-align: center;
  }
  .to-end {
    position: absolute;
    bottom: var(--qt-space-3);
    left: 50%;
    border-radius: var(--qt-radius-full);
    box-shadow: var(--qt-shadow-md);
    transform: translateX(-50%);
  }
  .loading {
    display: flex;
    flex-direction: column;
    gap: var(--qt-space-4);
    max-width: 860px;
    margin: var(--qt-space-4) auto;
  }
  .loading .skeleton {
    height: 40px;
  }
  .loading .skeleton:nth-child(even) {
    align-self: flex-end;
  }
`;
