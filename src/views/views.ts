import type { Views } from './api.js';
import { blockersCard } from './blockers.js';
import { boardCard } from './board.js';
import { freezeCard } from './freeze.js';
import { helpCard } from './help.js';
import { logCard } from './log.js';
import { nextCard } from './next.js';
import { planCard } from './plan.js';
import { refusalCard, refusalText } from './refusal.js';
import { rolesCard } from './roles.js';
import { statusCard } from './status.js';
import { stepCard } from './step.js';
import { welcomeCard } from './welcome.js';
import { whyCard } from './why.js';

/** All cards behind one door. Pure: the same state gives the same card, and nothing is read but the templates. */
export const createViews = (): Views => ({
  welcome: welcomeCard,
  board: boardCard,
  step: stepCard,
  freeze: freezeCard,
  status: statusCard,
  next: nextCard,
  roles: rolesCard,
  plan: planCard,
  why: whyCard,
  blockers: blockersCard,
  log: logCard,
  help: helpCard,
  refusal: refusalCard,
  refusalText,
});
