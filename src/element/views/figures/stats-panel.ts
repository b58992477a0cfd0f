import type { PeerCall } from '../../../call/peer-call.js';
import type { CallReport } from '../../../call/terms/call-report.js';
import { PLOTTED_MS } from '../../controllers/figures/call-figures.js';
import { copyDiagnostics } from './copy-diagnostics.js';
import { FigureTexts, UNKNOWN } from './figure-texts.js';
import { ARROWS, figurePlots } from './figure-plots.js';
import { verificationStatus } from '../verification/verification-status.js';
import type { View, ViewKit } from '../frame/view.js';

type Row = readonly [name: string | undefined, ...values: (string | undefined)[]];

/** What the bars open: the figures of the call. Fetched when it is opened. */
export function statsPanel(kit: ViewKit, view: View) {
  const { html, nothing, iconButton, icons } = kit;
  const { text, calls, panels, callFiles } = view;
  const { call } = calls;
  if (call === null || callFiles === null) return null;
  const { figures } = callFiles.tools;
  const { report } = figures;
  const { quality } = call;
  const write = new FigureTexts(view.language);
  return html`<div
    part="stats"
    id="stats"
    class="sheet stats"
    role="dialog"
    tabindex="-1"
    aria-labelledby="stats-title"
  >
    <div class="title">
      <h2 class="label" id="stats-title">
        ${quality ? text[`quality-${quality}`] : text['stats-title']}
      </h2>
      ${iconButton('close', text.dismiss, icons.close, panels.close, 'close-button')}
    </div>
    ${
      report
        ? html`${figurePlots(html, text, write, figures.samples, PLOTTED_MS)}
          ${figureTable(kit, view, report, write)} ${callList(kit, view, call, report, write)}`
        : html`<p class="hint">${text[figures.hasFailed ? 'stats-failed' : 'stats-wait']}</p>`
    }
    ${report || figures.hasFailed ? copyDiagnostics(kit, view, call, callFiles.tools) : nothing}
  </div>`;
}

/** What is different in both directions. */
function figureTable(
  { html, nothing }: ViewKit,
  { text }: View,
  report: CallReport,
  write: FigureTexts,
) {
  const { sent, received } = report;
  const limits = [sent.camera, sent.screen].map((picture) => picture?.limitedBy);
  const limit = limits.find((one) => one && one !== 'nothing') ?? limits.find(Boolean);
  const delays = [received.microphone, received.camera].map((source) => source?.delayMs);
  const rows: readonly (Row | null)[] = [
    [
      text['stats-bitrate'],
      write.bitrate(report.outgoingBitrate),
      write.bitrate(report.incomingBitrate),
    ],
    [text['stats-loss'], write.share(report.outgoingPacketLoss), write.share(report.packetLoss)],
    [text['stats-camera'], write.picture(sent.camera), write.picture(received.camera)],
    sent.screen || received.screen
      ? [text['stats-screen'], write.picture(sent.screen), write.picture(received.screen)]
      : null,
    [
      text['stats-codecs'],
      write.codecs(sent.camera, sent.screen, sent.microphone),
      write.codecs(received.camera, received.screen, received.microphone),
    ],
    [text['stats-delay'], UNKNOWN, write.milliseconds(longest(delays))],
    [text['stats-limit'], limit ? text[`stats-limit-${limit}`] : UNKNOWN, UNKNOWN],
  ];
  const arrows = ARROWS.map((arrow) => html`<span aria-hidden="true">${arrow}</span>`);
  return html`<table>
    <thead>
      <tr>
        <td></td>
        <th scope="col" class="first">${arrows[0]} ${text['stats-sent']}</th>
        <th scope="col" class="second">${arrows[1]} ${text['stats-received']}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) =>
        row
          ? html`<tr>
              <th scope="row">${row[0]}</th>
              <td>${row[1]}</td>
              <td>${row[2]}</td>
            </tr>`
          : nothing,
      )}
    </tbody>
  </table>`;
}

/** What is of the call as a whole. */
function callList(
  { html }: ViewKit,
  view: View,
  call: PeerCall,
  report: CallReport,
  write: FigureTexts,
) {
  const { text } = view;
  const { relayMessagesSent, relayMessagesReceived } = report;
  const messages = text['stats-messages-count']
    ?.replace('{sent}', () => write.number(relayMessagesSent))
    .replace('{received}', () => write.number(relayMessagesReceived));
  const rows: readonly Row[] = [
    [text['stats-path'], pathText(text, report)],
    [text['stats-rtt'], write.milliseconds(report.roundTripTimeMs)],
    [text['stats-verified'], text[`verify-${verificationStatus(view, call)}`]],
    [text['stats-messages'], messages],
  ];
  return html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function pathText(text: View['text'], { path, protocol, relayedBy }: CallReport): string {
  if (path === null) return UNKNOWN;
  const way =
    path === 'direct' ? text['stats-direct'] : text[`stats-relayed-${relayedBy ?? 'both'}`];
  return protocol ? `${way}, ${protocol.toUpperCase()}` : (way ?? '');
}

function longest(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value != null);
  return known.length > 0 ? Math.max(...known) : null;
}
