import { findRecipientAmong, pageOf, type Cmdlet } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { requireSendAs } from './get-rights.js';
import { alreadyPresent, listEntry, notPresent, trusteeIn } from './list-entries.js';
import { badArgument } from './refusal.js';
import { trusteeOf } from './trustees.js';
import { unchanged, written } from './written.js';

const handling = ['Confirm', 'WhatIf'];

/** https://learn.microsoft.com/en-us/powershell/module/exchange/add-recipientpermission and .../remove-recipientpermission */
const recipientPermission = (name: 'Add-RecipientPermission' | 'Remove-RecipientPermission', adds: boolean): Cmdlet => {
  const own = adds
    ? []
    : ['SkipDomainValidationForMailContact', 'SkipDomainValidationForMailUser', 'SkipDomainValidationForSharedMailbox'];
  return {
    name,
    writes: true,
    parameters: ['Identity', 'Trustee', 'AccessRights', ...own, ...handling],
    switches: [...own, ...handling],
    page: pageOf(name),
    run(call) {
      const { world, side, parameters, now } = call;
      const recipient = findRecipientAmong(call, null, ['live']);
      if (parameters['AccessRights'] === undefined) throw badArgument('AccessRights', 'A value is required.');
      requireSendAs(parameters['AccessRights']);
      const trustee = trusteeIn(call, 'Trustee');
      if (parameters['WhatIf'] === true) return { value: [] };
      const details = detailsOf(world, side, recipient);
      const sendAs = details.sendAs ?? [];
      const had = sendAs.includes(trustee);
      const change = { before: had ? ['SendAs'] : null, after: adds ? ['SendAs'] : null };
      const one = listEntry(recipient, trustee, 'send-as right', 'SendAs', change);
      const shown = trusteeOf(world, side, trustee).name;
      if (had === adds) return unchanged(call, one, (adds ? alreadyPresent : notPresent)(recipient.Name, shown));
      const kept = adds ? [...sendAs, trustee] : sendAs.filter((value) => value !== trustee);
      putDetails(world, side, { ...details, sendAs: kept }, now);
      if (!adds) return written(call, one);
      return written(call, one, [
        {
          Identity: recipient.Name,
          Trustee: shown,
          AccessControlType: 'Allow',
          AccessRights: ['SendAs'],
          IsInherited: false,
        },
      ]);
    },
  };
};

export const sendAsWriters: readonly Cmdlet[] = [
  recipientPermission('Add-RecipientPermission', true),
  recipientPermission('Remove-RecipientPermission', false),
];
