import type {
  NetworkProblem,
  NetworkReport,
  NetworkTestState,
} from '../../../call/terms/network-report.js';
import type { CallController } from '../../controllers/call/call-controller.js';
import type { CallHost } from '../../controllers/host/call-host.js';
import { NetworkCheck } from '../../controllers/figures/network-check.js';
import { FigureTexts } from './figure-texts.js';
import type { Panel, View, ViewKit } from '../frame/view.js';

type Text = View['text'];

/** What is said of a test, and what to do about it. */
interface Result {
  readonly name: string | undefined;
  readonly state: NetworkTestState;
  readonly figures?: string | undefined;
  readonly advice?: string | null | undefined;
}

/** The panel of one element, with the check behind it. Fetched when it is opened. */
export function networkCheckPanel(
  host: CallHost,
  calls: CallController,
  panels: { readonly open: string | null },
): Panel {
  const check = new NetworkCheck(host, calls, () => panels.open === 'network-check');
  return (kit, view) => {
    const { html, icons, iconButton, nothing } = kit;
    const { text } = view;
    const { report, hasFailed } = check;
    const isDone = report.quality !== null || hasFailed;
    return html`<div
      part="network-check"
      id="network-check"
      class="sheet network-check"
      role="dialog"
      tabindex="-1"
      aria-labelledby="network-check-title"
    >
      <div class="title">
        <h2 class="label" id="network-check-title">${text['network-check']}</h2>
        ${iconButton('close', text.dismiss, icons.close, view.panels.close, 'close-button')}
      </div>
      <p role="status" class="verdict">${verdict(text, report, hasFailed)}</p>
      <ul role="list">
        ${hasFailed ? nothing : results(view, report).map((result) => item(kit, text, result))}
      </ul>
      <p class="hint">${text['network-cost']}</p>
      <button part="panel-button" class="button" ?disabled=${!isDone} @click=${check.again}>
        ${text['network-again']}
      </button>
    </div>`;
  };
}

function verdict(text: Text, { quality }: NetworkReport, hasFailed: boolean): string | undefined {
  if (quality === null) return text[hasFailed ? 'network-failed' : 'network-running'];
  return quality === 'lost' ? text['network-lost'] : text[`quality-${quality}`];
}

function results({ text, language }: View, report: NetworkReport): readonly Result[] {
  const write = new FigureTexts(language);
  const { signaling, stun, turn, line, problems } = report;
  const advice = (...about: NetworkProblem[]) => {
    const found = about.find((problem) => problems.includes(problem));
    return found && adviceOn(text, found, report);
  };
  const servers = advice(
    'turn-refused',
    'turn-unreachable',
    'relay-policy-without-turn',
    'no-turn',
  );
  return [
    {
      name: text['network-signaling'],
      state: signaling.state,
      figures:
        signaling.roundTripTimeMs === null
          ? undefined
          : write.milliseconds(signaling.roundTripTimeMs),
      advice: advice('network-down', 'signaling-unreachable'),
    },
    { name: text['network-stun'], state: stun.state, advice: advice('udp-blocked') },
    {
      name: text['network-turn'],
      state: turn.state,
      figures: turn.protocols.map((protocol) => protocol.toUpperCase()).join(', '),
      advice: advice('ice-servers-failed') ?? servers,
    },
    {
      name: text['network-line'],
      state: line.state,
      figures:
        line.state === 'passed'
          ? [
              write.milliseconds(line.roundTripTimeMs),
              write.bitrate(line.bitrate),
              `${text['stats-loss']}: ${write.share(line.packetLoss)}`,
            ].join(' · ')
          : undefined,
      advice:
        line.state === 'failed' || (line.state === 'skipped' && !servers)
          ? text['network-line-unknown']
          : null,
    },
  ];
}

function adviceOn(
  text: Text,
  problem: NetworkProblem,
  { turn }: NetworkReport,
): string | undefined {
  switch (problem) {
    case 'udp-blocked':
      return text[turn.state === 'passed' ? 'network-udp-relayed' : 'diagnosis-udp-blocked-local'];
    case 'no-turn':
      return text['network-no-turn'];
    case 'ice-servers-failed':
      return text['network-no-servers'];
    default:
      return text[`diagnosis-${problem}`];
  }
}

function item({ html, nothing, icons, icon }: ViewKit, text: Text, result: Result) {
  const { name, state, figures, advice } = result;
  const signs = {
    running: icon('M6 12h.1M12 12h.1M18 12h.1'),
    passed: icons.check,
    failed: icons.close,
    skipped: icon('M7 12h10'),
  };
  return html`<li class=${state}>
    ${signs[state]}
    <p>
      <span class="label">${name}</span>
      ${figures ? figures : text[`network-${state}`]}
      ${advice ? html`<span class="advice">${advice}</span>` : nothing}
    </p>
  </li>`;
}
