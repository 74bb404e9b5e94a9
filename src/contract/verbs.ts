/**
 * What a card button may send. The name is the `verb` of `Action.Execute` (and `data.verb` of its `Action.Submit` fallback);
 * the fields are ids and the plan hash, never state. Text the person typed arrives beside them under the input's id.
 */
export const verbs = {
  begin: { fields: [], inputs: ['cutoverDate', 'cutoverTime'] },
  approve: { fields: ['attemptId', 'planHash'], inputs: ['typedDomain'] },
  /** A no to what is asked to be approved. */
  'approve-no': { fields: ['attemptId'], inputs: ['reason'] },
  /** The own approval, or the own no. */
  'take-back': { fields: ['attemptId'], inputs: [] },
  /** `facts` and `drawnAt`: what the card showed, by its hash, and when that was read; a gate whose facts do not move has none. */
  'vote-go': { fields: ['attemptId', 'facts', 'drawnAt'], inputs: [] },
  /** The agreed go that begins the night, while nobody has written in it. */
  'take-go-back': { fields: ['attemptId'], inputs: ['reason'] },
  'vote-no': { fields: ['attemptId'], inputs: ['reason'] },
  /** Inputs are the fields of the form that the attempt asks. */
  answer: { fields: ['attemptId'], inputs: ['*'] },
  take: { fields: ['attemptId'], inputs: [] },
  complete: { fields: ['attemptId'], inputs: ['note'] },
  /** Several tasks, each as if pressed alone. Inputs are what shows each of them. */
  'complete-several': { fields: ['attemptIds'], inputs: ['*'] },
  /** Files sent in the personal chat. `task`: the attempt they belong to, and after a slash the field of its form. */
  'attach-files': { fields: ['fileIds'], inputs: ['task'] },
  /** `reason`: how far it came, or why it cannot be done. */
  'hand-back': { fields: ['attemptId'], inputs: ['reason'] },
  'give-up': { fields: ['attemptId'], inputs: ['reason'] },
  /** `kinds`: codes of what is taken as it is, where more than one kind is open. */
  accept: { fields: ['attemptId'], inputs: ['note', 'kinds'] },
  /** T moves. */
  reschedule: { fields: [], inputs: ['newDate', 'newTime', 'moveReason'] },
  /** Before its hour. */
  'begin-early': { fields: ['stepId'], inputs: ['reason'] },
  again: { fields: ['stepId'], inputs: [] },
  /** Work outside that is under way, or what is left of it. */
  pause: { fields: ['attemptId'], inputs: [] },
  'go-on': { fields: ['attemptId'], inputs: [] },
  halt: { fields: ['attemptId'], inputs: [] },
  retry: { fields: ['attemptId'], inputs: [] },
  /** Of one that cannot be seen: nothing of it runs, or it is the run of that id. */
  'nothing-runs': { fields: ['attemptId'], inputs: ['reason'] },
  'runs-as': { fields: ['attemptId'], inputs: ['outsideId', 'reason'] },
  /** `transfers`: what runs outside pauses too. */
  stop: { fields: [], inputs: ['transfers'] },
  resume: { fields: [], inputs: [] },
  'back-out': { fields: [], inputs: ['reason'] },
  /** One step alone, after the team turned back: what stays of it is put right. */
  'undo-step': { fields: ['stepId'], inputs: [] },
  /** The personal form of a channel card; sent by Teams itself for `refresh.userIds` and by `Show my buttons`. */
  refresh: { fields: ['card'], inputs: [] },
  'see-plan': { fields: ['attemptId', 'offset'], inputs: [] },
  /** What is no longer as it was approved, by itself. */
  'see-changed': { fields: ['attemptId'], inputs: [] },
  'ask-why': { fields: ['attemptId'], inputs: [] },
  /** `kind`: one of the searches, or `all`. */
  'see-blockers': { fields: ['kind', 'offset'], inputs: [] },
  /** `filter` as `log-filter.ts` writes it; entries before that number, 0: the newest. */
  'see-log': { fields: ['filter', 'before'], inputs: [] },
  'see-next': { fields: [], inputs: [] },
  'see-status': { fields: [], inputs: [] },
  /** What checks have read and found well, from that one on. */
  'see-checks': { fields: ['offset'], inputs: [] },
  'role-not-needed': { fields: ['role'], inputs: ['reason'] },
  'role-needed': { fields: ['role'], inputs: [] },
  /** Inputs are the holders of each of the roles, as they shall be. */
  'assign-roles': { fields: ['roles'], inputs: ['*'] },
  /** Also where somebody of the other company gets an admin role of this side. */
  'assign-roles-anyway': { fields: ['roles'], inputs: ['*'] },
} as const satisfies Record<string, { fields: readonly string[]; inputs: readonly string[] }>;

export type Verb = keyof typeof verbs;
