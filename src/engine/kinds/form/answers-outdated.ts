import type { Finding } from '../../../contract/finding.js';
import type { Step } from '../../../contract/step.js';
import type { AttemptRow } from '../../attempts/rows.js';
import { makeStepContext } from '../../attempts/step-context.js';
import type { Core } from '../../core.js';
import { loadPeople, withRoles } from '../../roles/roster.js';
import { withRoster } from './form.js';
import { withFilesInForce } from './form-files.js';
import { questionsOf } from './questions.js';
import { readAnswers } from './read-form.js';

/** Whether the form as it would be asked today would still take the answers that were given. */
export async function answersOutdated(core: Core, step: Step, { answers }: AttemptRow): Promise<readonly Finding[]> {
  const asking = questionsOf(core, step);
  if (asking === undefined) return [];
  const { code, questions } = asking;
  const asked = await questions.form(await makeStepContext(core, { code, direction: 'do' }));
  const form = await withFilesInForce(core.db, asked, answers);
  const read = readAnswers(questions, withRoster(form, withRoles(await loadPeople(core.db))), answers);
  return read.ok ? [] : [{ status: 'failed', code: 'engine.answers-outdated', facts: {} }];
}
