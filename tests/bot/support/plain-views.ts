import type { Card, Reader, Views } from '../../../src/views/api';

/** Cards that say which they are and for whom; like the real ones, those for the channel carry `refresh`. */
const card = (name: string, reader: Reader): Card => ({
  content: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text: `${name} for ${reader.person?.name ?? 'everybody'} in ${reader.lang}` }],
    refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { card: name } }, userIds: ['29:anna'] },
  },
  summary: name,
});

export const plainViews: Views = {
  welcome: (_around, reader) => card('welcome', reader),
  board: (phase, _steps, _around, reader) => card(`board:${phase}`, reader),
  step: (step, _around, reader) => card(`attempt:${step.attempt?.id}`, reader),
  moved: (step, _around, reader) => card(`moved:${step.attempt?.id}`, reader),
  reminder: (reminder, _steps, _around, reader) => card(reminder.key, reader),
  stop: (_around, reader) => card('stop', reader),
  status: (_steps, _around, reader) => card('status', reader),
  checks: (checks, offset, _around, reader) => card(`checks ${checks.length} from ${offset}`, reader),
  next: (_next, _steps, _around, reader) => card('next', reader),
  roles: (_around, reader) => card('roles', reader),
  plan: (_step, changes, offset, _around, reader) => card(`plan ${changes.length} from ${offset}`, reader),
  changed: (_step, _around, reader) => card('changed', reader),
  why: (_step, _around, reader) => card('why', reader),
  blockers: (_report, kind, offset, _around, reader) => card(`blockers ${kind} from ${offset}`, reader),
  log: (_entries, _check, _around, reader, shown) =>
    card(`log ${JSON.stringify(shown?.filter ?? {})} older ${shown?.more} newer ${shown?.later}`, reader),
  logSentence: ({ what }, lang) => `${what} in ${lang}`,
  help: (reader) => card('help', reader),
  whichTask: (files, open, _around, reader) =>
    card(`which of ${open.length} for ${files.map(({ name }) => name).join()}`, reader),
  called: (lang) => `called in ${lang}`,
  rescheduled: ({ holds }, lang) => `moved, ${holds} holds, in ${lang}`,
  refusal: ({ code, facts }, reader) => card(`refused ${code} ${JSON.stringify(facts)}`, reader),
  refusalText: ({ code, facts }, lang) => `${code} ${JSON.stringify(facts)} in ${lang}`,
};
