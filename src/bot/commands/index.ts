import { nearest } from '../typed/nearest.js';
import { assign, unassign } from './assign.js';
import { backout } from './backout.js';
import { blockers } from './blockers.js';
import type { Command } from './command.js';
import { help } from './help.js';
import { log } from './log.js';
import { needed, notNeeded } from './not-needed.js';
import { next } from './next.js';
import { reschedule } from './reschedule.js';
import { resume } from './resume.js';
import { roles } from './roles.js';
import { start } from './start.js';
import { status } from './status.js';
import { stop } from './stop.js';

export const commands: readonly Command[] = [
  status,
  next,
  roles,
  assign,
  unassign,
  notNeeded,
  needed,
  start,
  reschedule,
  stop,
  resume,
  backout,
  blockers,
  log,
  help,
];

/** What people say to a card as they would to each other: it has a button for that, which knows which card is meant. */
const buttons = {
  go: ['go', 'yes', 'да'],
  no: ['no', 'no-go', 'nogo', 'нет'],
  approve: ['approve', 'approved', 'одобряю', 'одобрить', 'одобрено'],
  take: ['take', 'беру', 'взять'],
  complete: ['done', 'complete', 'completed', 'готово', 'сделано'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
type ButtonMeant = keyof typeof buttons;

export type Understood =
  | { readonly command: Command; readonly rest: string }
  | { readonly command: null; readonly typed: string; readonly button: ButtonMeant }
  | { readonly command: null; readonly typed: string; readonly nearest: string };

/** Mentions still in the text, the slash, hard blanks and the case do not matter; nothing at all is `/help`. */
export function understand(text: string): Understood {
  const line = plainLine(text).replace(/^\/\s*/, '');
  if (line === '') return { command: help, rest: '' };
  for (const command of commands) {
    for (const word of [command.word, ...command.synonyms]) {
      if (startsWithWord(line, word)) return { command, rest: line.slice(word.length).replace(/^[\s:,.!]+/, '') };
    }
  }
  const typed = (line.split(' ')[0] as string).toLowerCase();
  const spoken = typed.replace(/[:,.!?]+$/, '');
  const button = (Object.keys(buttons) as ButtonMeant[]).find((key) =>
    (buttons[key] as readonly string[]).includes(spoken),
  );
  if (button !== undefined) return { command: null, typed: spoken, button };
  const candidates = commands.flatMap(({ word, synonyms }) => [word, ...synonyms]).filter((word) => word.length > 2);
  const close = nearest(typed, candidates);
  const meant = commands.find(({ word, synonyms }) => word === close || synonyms.includes(close ?? ''));
  return { command: null, typed: typed.slice(0, 40), nearest: meant?.word ?? 'help' };
}

const startsWithWord = (line: string, word: string): boolean =>
  line.toLowerCase().startsWith(word) && /^($|[\s:,.!?])/.test(line.slice(word.length));

export const plainLine = (text: string): string =>
  text
    .replace(/<at[^>]*>.*?<\/at>/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
