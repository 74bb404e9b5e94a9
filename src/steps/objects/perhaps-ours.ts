import type { Applied } from '../../contract/change.js';

/** Taken perhaps by an earlier request of ours: reading back tells. */
export const perhapsOurs = (answer: Applied): Applied =>
  answer.result === 'refused' && answer.remark.code === 'name-taken' ? { result: 'in-doubt' } : answer;
