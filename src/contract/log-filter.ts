/** Which entries of the log somebody wants to read, and how that travels on a button and in a link. */

/** What an entry is about. */
export const logKinds = [
  'refused',
  'approvals',
  'votes',
  'answers',
  'tasks',
  'changes',
  'outside',
  'checks',
  'roles',
  'stops',
  'way-back',
  'course',
] as const;
export type LogKind = (typeof logKinds)[number];

export interface LogFilter {
  readonly stepId?: string;
  readonly personId?: string;
  readonly kind?: LogKind;
}

/** `step:mx-parked;person:a0a0…;kind:refused`; everything: `all`. */
export const logFilterText = /^(?:all|(?:;?(?:step|person|kind):[A-Za-z0-9-]{1,80}){1,3})$/;

export function writeLogFilter({ stepId, personId, kind }: LogFilter): string {
  const parts = [
    ...(stepId === undefined ? [] : [`step:${stepId}`]),
    ...(personId === undefined ? [] : [`person:${personId}`]),
    ...(kind === undefined ? [] : [`kind:${kind}`]),
  ];
  return parts.length === 0 ? 'all' : parts.join(';');
}

export function readLogFilter(text: string): LogFilter {
  const of = (name: string): string | undefined =>
    text
      .split(';')
      .find((part) => part.startsWith(`${name}:`))
      ?.slice(name.length + 1);
  const [stepId, personId] = [of('step'), of('person')];
  const kind = logKinds.find((one) => one === of('kind'));
  return {
    ...(stepId === undefined ? {} : { stepId }),
    ...(personId === undefined ? {} : { personId }),
    ...(kind === undefined ? {} : { kind }),
  };
}
