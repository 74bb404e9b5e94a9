/** The forms of the runbook, as a company without mailboxes and without DNS would be asked. */
import type { StepContext } from '../../../src/contract/context.js';
import type { Form, FormField } from '../../../src/contract/decision.js';
import { runbook } from '../../../src/runbook/index.js';
import { createActions, type Systems, type TenantClients } from '../../../src/steps/index.js';

const nothing = {
  exchange: { recipients: () => Promise.resolve([]) },
  graph: { tenantId: 't' },
} as unknown as TenantClients;
const systems = {
  source: nothing,
  destination: nothing,
  dns: { authoritative: () => Promise.resolve([]), resolvers: () => Promise.resolve([]) },
} as unknown as Systems;

const ctx = {
  migration: {
    id: 'm',
    movingDomains: ['contoso.com'],
    initialDomain: { source: 's.onmicrosoft.com', destination: 'd.onmicrosoft.com' },
    tenantId: { source: 's', destination: 'd' },
    cutoverAt: null,
  },
  roster: [],
  output: () => Promise.resolve(null),
} as unknown as StepContext;

export async function formsOfTheRunbook(): Promise<Readonly<Record<string, readonly FormField[]>>> {
  const actions = createActions(systems);
  const forms: Record<string, readonly FormField[]> = {};
  for (const { id, action } of runbook) {
    const code = action === undefined ? undefined : actions.get(action);
    const form: Form | undefined =
      code?.kind === 'decision'
        ? await code.form(ctx)
        : code?.kind === 'gate'
          ? await code.questions?.form(ctx)
          : undefined;
    if (form !== undefined) forms[id] = form.fields;
  }
  return forms;
}
