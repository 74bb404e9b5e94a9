import type { Views } from './api.js';
import { blockersCard } from './cards/blockers.js';
import { boardCard } from './cards/board.js';
import { checksCard } from './cards/checks.js';
import { stopCard } from './cards/stop.js';
import { helpCard } from './cards/help.js';
import { logCard, logSentence } from './cards/log.js';
import { nextCard } from './cards/next.js';
import { changedCard, planCard } from './cards/plan.js';
import { refusalCard, refusalText } from './cards/refusal.js';
import { reminderCard } from './cards/reminder.js';
import { rolesCard } from './cards/roles.js';
import { statusCard } from './cards/status.js';
import { wordsIn } from './words/words.js';
import { rescheduled } from './step/rescheduled.js';
import { movedCard } from './step/moved.js';
import { stepCard } from './step/step.js';
import { welcomeCard } from './cards/welcome.js';
import { whichTaskCard } from './cards/which-task.js';
import { whyCard } from './cards/why.js';

/** All cards behind one door. Pure: the same state gives the same card, and nothing is read but the templates. */
export const createViews = (): Views => ({
  welcome: welcomeCard,
  board: boardCard,
  step: stepCard,
  moved: movedCard,
  reminder: reminderCard,
  stop: stopCard,
  status: statusCard,
  checks: checksCard,
  next: nextCard,
  roles: rolesCard,
  plan: planCard,
  changed: changedCard,
  why: whyCard,
  blockers: blockersCard,
  log: logCard,
  logSentence,
  help: helpCard,
  rescheduled,
  called: (lang) => wordsIn(lang).say('roles.called'),
  refusal: refusalCard,
  refusalText,
  whichTask: whichTaskCard,
});

export { fileTaken, uploadPage } from './pages/upload.js';
export { commands, offered } from './cards/help.js';
export type { Card, Reader, Surroundings, Views } from './api.js';
