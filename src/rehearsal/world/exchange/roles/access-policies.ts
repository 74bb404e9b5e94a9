/** Which mailboxes an application's permissions reach: https://learn.microsoft.com/en-us/powershell/module/exchange/new-applicationaccesspolicy */
import { policyAdmits } from '../../rights/access-policy.js';
import { findRecipientAmong, pageOf, type Cmdlet } from '../cmdlet.js';
import { mailboxKinds } from '../recipient-view.js';
import { badArgument, notFound } from '../refusal.js';

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-applicationaccesspolicy
const getApplicationAccessPolicy: Cmdlet = {
  name: 'Get-ApplicationAccessPolicy',
  writes: false,
  parameters: ['Identity'],
  switches: [],
  page: pageOf('Get-ApplicationAccessPolicy'),
  run({ world, side, parameters }) {
    const { tenantId } = world.store.heads[side];
    const identity = parameters['Identity'];
    const rows = [...world.store.all(side, 'accessPolicies')].map(
      ({ id, AppId, AccessRight, scopeGuid, Description }) => {
        const scope = world.store.get(side, 'recipients', scopeGuid);
        return {
          ScopeName: scope?.DisplayName ?? '',
          ScopeIdentity: scope?.Name ?? scopeGuid,
          Identity: `${tenantId}\\${AppId}:${scopeGuid};${id}`,
          AppId,
          ScopeIdentityRaw: scopeGuid,
          Description,
          AccessRight,
          ShardType: 'All',
          IsValid: true,
          ObjectState: 'Unchanged',
        };
      },
    );
    if (identity === undefined || identity === null) return { value: rows };
    const found = rows.filter((one) => one.Identity.toLowerCase() === String(identity).toLowerCase());
    if (found.length === 0) throw notFound(String(identity));
    return { value: found };
  },
};

// https://learn.microsoft.com/en-us/powershell/module/exchange/test-applicationaccesspolicy
const testApplicationAccessPolicy: Cmdlet = {
  name: 'Test-ApplicationAccessPolicy',
  writes: false,
  parameters: ['Identity', 'AppId'],
  switches: [],
  page: pageOf('Test-ApplicationAccessPolicy'),
  run(call) {
    const { world, side, parameters, now } = call;
    const appId = parameters['AppId'];
    if (typeof appId !== 'string' || appId === '') throw badArgument('AppId', 'A value is required.');
    const mailbox = findRecipientAmong(call, mailboxKinds, ['live']);
    return {
      value: [
        {
          AppId: appId,
          Mailbox: mailbox.Name,
          MailboxId: mailbox.ExternalDirectoryObjectId,
          // It knows what the services learn later: "even when Test-ApplicationAccessPolicy shows positive results".
          AccessCheckResult: policyAdmits(world, side, appId, mailbox, now, 0) ? 'Granted' : 'Denied',
        },
      ],
    };
  },
};

export const accessPolicyCmdlets: readonly Cmdlet[] = [getApplicationAccessPolicy, testApplicationAccessPolicy];
