/** What is asked in a decision, and by the gate that fixes T. Labels are in `locales/<lang>/steps` under the step and the field or option. */
export interface FormField {
  readonly id: string;
  readonly kind: 'text' | 'choice' | 'date' | 'time' | 'number' | 'toggle';
  readonly required: boolean;
  /** Ids of the choices, for `choice` only. */
  readonly options?: readonly string[];
  /** A toggle that is on until somebody switches it off: what nearly everybody needs must not depend on a press. */
  readonly preset?: 'true';
}

export const forms: Readonly<Record<string, readonly FormField[]>> = {
  'services-needed': [
    { id: 'exchange', kind: 'toggle', required: true, preset: 'true' },
    { id: 'teams', kind: 'toggle', required: true, preset: 'true' },
    { id: 'deviceManagement', kind: 'toggle', required: true },
    { id: 'otherServices', kind: 'text', required: false },
  ],
  'domain-and-dns-ownership': [
    { id: 'registration', kind: 'choice', required: true, options: ['before', 'after', 'never'] },
    { id: 'dnsHosting', kind: 'choice', required: true, options: ['stays', 'moves'] },
    { id: 'readyToTransfer', kind: 'toggle', required: false },
    { id: 'recordsCopiedBy', kind: 'text', required: false },
  ],
  'mail-gap': [
    { id: 'gap', kind: 'choice', required: true, options: ['relay', 'parking', 'bounce'] },
    { id: 'mxHost', kind: 'text', required: false },
    { id: 'mailsPerHour', kind: 'number', required: false },
  ],
  'migration-scope': [
    { id: 'mapping', kind: 'text', required: true },
    { id: 'mailboxes', kind: 'number', required: true },
    { id: 'exceptions', kind: 'text', required: false },
  ],
  'user-communications': [
    { id: 'language', kind: 'choice', required: true, options: ['en', 'ru', 'both'] },
    { id: 'senderMailbox', kind: 'text', required: true },
    { id: 'audience', kind: 'choice', required: true, options: ['moving', 'moving-and-partners', 'everybody'] },
    { id: 'schedule', kind: 'text', required: false },
  ],
  'first-sign-in': [
    {
      id: 'credential',
      kind: 'choice',
      required: true,
      options: ['synced-password', 'temporary-access-pass', 'initial-password'],
    },
    { id: 'handedOutBy', kind: 'text', required: true },
    { id: 'mfaRegistration', kind: 'choice', required: true, options: ['before', 'first-morning'] },
    { id: 'withoutWayIn', kind: 'number', required: true },
  ],
  /** A gate: the first `go` brings date and time (UTC) and so fixes T; the others vote on it. */
  'cutover-date': [
    { id: 'cutoverDate', kind: 'date', required: true },
    { id: 'cutoverTime', kind: 'time', required: true },
  ],
};
