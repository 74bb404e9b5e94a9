/** Who is told what, and from which mailbox: one that neither moves nor is renamed while notices go out. */
import { z } from 'zod';
import { defineDecision, type BrokenRule, type Choice, type Form, type FormField } from '../../contract/decision.js';
import { defineAnswers } from '../../contract/output.js';
import type { MigrationFacts } from '../../contract/context.js';
import type { ExchangeRecipient } from '../../systems/exchange/types.js';
import type { Systems } from '../systems.js';

const answers = z.object({
  language: z.enum(['en', 'ru', 'both']),
  senderMailbox: z.string(),
  audience: z.enum(['moving', 'moving-and-partners', 'everybody']),
  schedule: z.string().optional(),
});
type UserCommunications = z.output<typeof answers>;

export const userCommunications = defineAnswers<UserCommunications>('user-communications', answers);

const shared = "RecipientTypeDetails -eq 'SharedMailbox'";

export const userCommunicationsDecision = (systems: Systems) =>
  defineDecision({
    name: 'user-communications',
    calls: { source: ['exchange.recipients'], destination: ['exchange.recipients'] },
    answers: userCommunications,

    async form(ctx): Promise<Form> {
      const found = [
        ...sendersIn(await systems.destination.exchange.recipients(shared), ctx.migration),
        ...sendersIn(await systems.source.exchange.recipients(shared), ctx.migration),
      ];
      return {
        fields: [
          {
            id: 'language',
            kind: 'choice',
            required: true,
            choices: [{ value: 'en' }, { value: 'ru' }, { value: 'both' }],
          },
          senderField(found),
          {
            id: 'audience',
            kind: 'choice',
            required: true,
            choices: [{ value: 'moving' }, { value: 'moving-and-partners' }, { value: 'everybody' }],
          },
          { id: 'schedule', kind: 'text', required: false },
        ],
        remarks: [
          { code: 'sender-stays', facts: { domains: leavingDomains(ctx.migration).join(', ') } },
          ...(found.length === 0 ? [{ code: 'no-shared-mailbox-stays', facts: {} } as const] : []),
        ],
      };
    },

    rules: (given, form) => senderRules(given, form),
  });

/** Without a shared mailbox that stays, an address is typed. */
function senderField(found: readonly Choice[]): FormField {
  const asked = { id: 'senderMailbox', required: true } as const;
  if (found.length === 0) return { ...asked, kind: 'text' };
  const usual = found.find(({ value }) => desk.test(value)) ?? (found.length === 1 ? found[0] : undefined);
  return { ...asked, kind: 'mailbox', choices: found, ...(usual === undefined ? {} : { proposal: usual.value }) };
}

/** Names under which a company writes to all its people. */
const desk = /^(?:it|help|helpdesk|servicedesk|service|support|communications|news|no-?reply)[^@]*@/i;

type Domains = Pick<MigrationFacts, 'movingDomains' | 'initialDomain'>;

/** On these an address changes hands, or belongs to a tenant in the midst of its night. */
const leavingDomains = ({ movingDomains, initialDomain }: Domains): readonly string[] => [
  ...movingDomains,
  initialDomain.source,
];

/** By address: those offered here are the ones that the migration does not change. */
export function sendersIn(mailboxes: readonly ExchangeRecipient[], domains: Domains): readonly Choice[] {
  const leaving = leavingDomains(domains);
  return mailboxes
    .flatMap(({ PrimarySmtpAddress, DisplayName }): Choice[] => {
      const address = PrimarySmtpAddress?.toLowerCase() ?? '';
      if (address === '' || leaving.includes(domainOf(address))) return [];
      return [{ value: address, label: DisplayName === null ? address : `${DisplayName} <${address}>` }];
    })
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Of a list only what is on it fits; what was typed must at least be an address that stays. */
function senderRules({ senderMailbox }: UserCommunications, form: Form): readonly BrokenRule[] {
  const isTyped = form.fields.some(({ id, kind }) => id === 'senderMailbox' && kind === 'text');
  if (!isTyped) return [];
  const facts = { value: senderMailbox.slice(0, 80) };
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(senderMailbox))
    return [{ field: 'senderMailbox', code: 'answer.invalid', facts }];
  const moving = form.remarks.find(({ code }) => code === 'sender-stays')?.facts['domains'];
  return String(moving ?? '')
    .split(', ')
    .includes(domainOf(senderMailbox.toLowerCase()))
    ? [{ field: 'senderMailbox', code: 'answer.sender-moves', facts }]
    : [];
}
