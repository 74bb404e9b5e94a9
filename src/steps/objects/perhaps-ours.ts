import type { Applied } from '../../contract/change.js';
import type { StepContext } from '../../contract/context.js';

/** As often reading back may find nobody: then the name is held by something that no list shows, and the service's own words are told. */
const looksInVain = 2;

/** Taken perhaps by an earlier request of ours: reading back tells. */
export const perhapsOurs = (answer: Applied, { looks }: Pick<StepContext, 'looks'>): Applied =>
  answer.result === 'refused' && answer.remark.code === 'name-taken' && looks.before < looksInVain
    ? { result: 'in-doubt' }
    : answer;
