/** State by word, sign and colour, the same on every card; never by colour alone. */
import type { FindingStatus } from '../../contract/finding.js';
import { isStuck, type StepSnapshot } from '../../engine/state.js';
import type { Color, Style } from '../parts/card-data.js';

/** What a head can say; the word is `chrome.state.<name>`. */
export type Sign =
  | 'not-yet'
  | 'ready'
  | 'preparing'
  | 'waiting'
  | 'falling'
  | 'running'
  | 'paused'
  | 'checking'
  | 'verified'
  | 'said'
  | 'accepted'
  | 'decided'
  | 'agreed'
  | 'asked-again'
  | 'done'
  | 'through'
  | 'not-green'
  | 'attention'
  | 'failed'
  | 'unknown'
  | 'changed'
  | 'withdrawn'
  | 'put-off'
  | 'not-applicable'
  | 'undoing'
  | 'undone'
  | 'undone-said'
  | 'undone-accepted'
  | 'not-started'
  | 'under-way'
  | 'backing-out'
  | 'backed-out'
  | 'turned-back'
  | 'to-undo'
  | 'left'
  | 'not-reached'
  | 'finished'
  | 'stopped'
  | 'lifted'
  | 'yours'
  | 'nothing'
  | 'refused'
  | 'whole'
  | 'broken'
  | 'info';

const looks: Readonly<Record<Sign, { sign: string; style: Style; color: Color }>> = {
  'not-yet': { sign: '○', style: 'emphasis', color: 'Default' },
  ready: { sign: '○', style: 'emphasis', color: 'Default' },
  preparing: { sign: '●', style: 'accent', color: 'Accent' },
  waiting: { sign: '◔', style: 'warning', color: 'Warning' },
  // What was found holds the domain, and waits for nobody.
  falling: { sign: '◔', style: 'emphasis', color: 'Default' },
  running: { sign: '●', style: 'accent', color: 'Accent' },
  paused: { sign: '◔', style: 'warning', color: 'Warning' },
  checking: { sign: '●', style: 'accent', color: 'Accent' },
  verified: { sign: '✓', style: 'good', color: 'Good' },
  said: { sign: '✎', style: 'emphasis', color: 'Accent' },
  accepted: { sign: '△', style: 'warning', color: 'Warning' },
  decided: { sign: '◆', style: 'emphasis', color: 'Default' },
  agreed: { sign: '◆', style: 'emphasis', color: 'Default' },
  'asked-again': { sign: '◔', style: 'emphasis', color: 'Default' },
  done: { sign: '✓', style: 'good', color: 'Good' },
  through: { sign: '✎', style: 'emphasis', color: 'Accent' },
  'not-green': { sign: '△', style: 'warning', color: 'Warning' },
  attention: { sign: '▲', style: 'attention', color: 'Attention' },
  failed: { sign: '✕', style: 'attention', color: 'Attention' },
  unknown: { sign: '?', style: 'attention', color: 'Warning' },
  changed: { sign: '▲', style: 'attention', color: 'Attention' },
  withdrawn: { sign: '–', style: 'emphasis', color: 'Default' },
  'put-off': { sign: '◔', style: 'emphasis', color: 'Default' },
  'not-applicable': { sign: '–', style: 'emphasis', color: 'Default' },
  undoing: { sign: '●', style: 'accent', color: 'Accent' },
  undone: { sign: '✓', style: 'emphasis', color: 'Default' },
  'undone-said': { sign: '✎', style: 'emphasis', color: 'Accent' },
  'undone-accepted': { sign: '△', style: 'warning', color: 'Warning' },
  'not-started': { sign: '○', style: 'emphasis', color: 'Default' },
  'under-way': { sign: '●', style: 'accent', color: 'Accent' },
  'backing-out': { sign: '●', style: 'warning', color: 'Warning' },
  'backed-out': { sign: '✓', style: 'emphasis', color: 'Default' },
  'turned-back': { sign: '↩', style: 'emphasis', color: 'Default' },
  'to-undo': { sign: '○', style: 'emphasis', color: 'Default' },
  left: { sign: '–', style: 'emphasis', color: 'Default' },
  'not-reached': { sign: '–', style: 'emphasis', color: 'Default' },
  finished: { sign: '✓', style: 'good', color: 'Good' },
  stopped: { sign: '▲', style: 'attention', color: 'Attention' },
  lifted: { sign: '✓', style: 'good', color: 'Good' },
  yours: { sign: '◔', style: 'warning', color: 'Warning' },
  nothing: { sign: '✓', style: 'good', color: 'Good' },
  refused: { sign: '✕', style: 'attention', color: 'Attention' },
  whole: { sign: '✓', style: 'good', color: 'Good' },
  broken: { sign: '✕', style: 'attention', color: 'Attention' },
  info: { sign: '●', style: 'emphasis', color: 'Default' },
};

export const lookOf = (sign: Sign): { sign: string; style: Style; color: Color } => looks[sign];

export const findingSign = (status: FindingStatus): Sign =>
  status === 'passed' ? 'verified' : status === 'failed' ? 'failed' : 'unknown';

/** The sign of a step as boards and heads show it. */
export function signOf(snapshot: StepSnapshot): Sign {
  const attempt = snapshot.attempt;
  // Its own attempt is over and done; what became of the step since is another attempt's work, or that of other steps.
  if (attempt?.direction === 'do' && attempt.state === 'done') {
    if (snapshot.state === 'undoing') return 'undoing';
    if (snapshot.state === 'undone') return 'undone';
  }
  switch (attempt?.state ?? snapshot.state) {
    case 'put-off':
      return 'put-off';
    case 'withdrawn':
    case 'replaced':
      return 'withdrawn';
    case 'voided':
      return 'changed';
    case 'waiting':
      return 'not-yet';
    case 'ready':
      return 'ready';
    case 'working':
      return 'preparing';
    case 'asking':
      if (attempt !== null && isStuck(attempt)) return 'attention';
      return attempt?.voided == null ? 'waiting' : 'changed';
    case 'running':
      return attempt?.outside?.state === 'paused' ? 'paused' : 'running';
    case 'verifying':
      return 'checking';
    case 'done':
      return endSign(snapshot);
    case 'attention':
      return onlyUnseen(snapshot) ? 'unknown' : 'attention';
    case 'not-applicable':
      return 'not-applicable';
    case 'undoing':
      return 'undoing';
    default:
      return endSign(snapshot);
  }
}

/** What it rests on is said by the engine; without that nothing is green. */
function endSign({ state, step, attempt }: StepSnapshot): Sign {
  const on = attempt?.restsOn?.on;
  if (attempt === null || attempt.direction === 'undo')
    return on === 'said' || on === 'accepted' ? `undone-${on}` : 'undone';
  if (isAskedAnew({ state, attempt })) return 'asked-again';
  if (on === 'seen') return 'verified';
  if (on === 'decided') return step.kind === 'gate' ? 'agreed' : 'decided';
  return on === 'accepted' ? 'accepted' : 'said';
}

/** It came to its end once, and the step is open again since: a newer attempt goes on with it. */
export const isAskedAnew = ({ state, attempt }: Pick<StepSnapshot, 'state' | 'attempt'>): boolean =>
  attempt?.direction === 'do' && attempt.state === 'done' && !['done', 'undoing', 'undone'].includes(state);

function onlyUnseen(snapshot: StepSnapshot): boolean {
  const attempt = snapshot.attempt;
  if (attempt === null || attempt.troubles.length > 0 || (attempt.plan?.blockers.length ?? 0) > 0) return false;
  const open = attempt.findings.filter((finding) => finding.status !== 'passed');
  return open.length > 0 && open.every((finding) => finding.status === 'unknown');
}
