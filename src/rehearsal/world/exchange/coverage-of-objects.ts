/** What is served of objects that are made and deleted in Exchange, and where it differs from the page. */
import { partial, type CoverageLine } from '../service.js';

const cmdletPage = 'https://learn.microsoft.com/en-us/powershell/module/exchange';
const makes = (name: string, differences: string): CoverageLine =>
  partial(name, `${cmdletPage}/${name.toLowerCase()}`, differences);

export const objectsCoverage: readonly CoverageLine[] = [
  makes(
    'New-Mailbox',
    'Shared, Room and Equipment; no mailbox of a person. Named by its object id, whatever Name says, as announced for the service. Without an address the alias at the default domain (umlauts spelled out); beside it the alias at the initial domain. Its sign-in name is the alias at the default domain (from memory), the account of a shared mailbox is off, those of rooms and equipment are on. An alias that is taken is refused in words from memory. Both services show it at once.',
  ),
  makes(
    'Remove-Mailbox',
    'Does not wait for a confirmation. The account lies in the bin, the mailbox is soft-deleted; PermanentlyDelete for one of those that no hold keeps.',
  ),
  makes(
    'Get-CalendarProcessing',
    'Identity is required, of any mailbox; the three policies are shown by LegacyExchangeDN (from memory), delegates by Name.',
  ),
  makes(
    'Set-CalendarProcessing',
    'Values and defaults of the page; not PostReservationMaxClaimTimeInMinutes. Delegates get no rights by it, and no meeting is answered.',
  ),
  makes('Get-Place', 'Rooms and room lists; no workspaces, no filter. What was written is there at once.'),
  makes('Set-Place', 'Rooms; the two letters of a country or its English name.'),
  makes(
    'New-DistributionGroup',
    'Named as it was typed. Made by an application without ManagedBy it belongs to the role group Organization Management (from memory: the page knows accounts alone). No naming policy. Wording of refusals is our own but for a name or an address that is taken. The directory shows it at once.',
  ),
  makes(
    'Remove-DistributionGroup',
    'Does not wait for a confirmation; gone at once, as the page of the directory says. Wants BypassSecurityGroupManagerCheck, as no application is an owner.',
  ),
  makes(
    'New-DynamicDistributionGroup',
    'RecipientFilter is kept with the exclusion of system mailboxes hung onto it, as everybody reads it back; of its syntax brackets, an operator and the first wildcard are looked at, of its properties nothing. Texts of precanned filters are from memory. Nobody is sent to by it.',
  ),
  makes('Remove-DynamicDistributionGroup', 'Does not wait for a confirmation.'),
  makes(
    'Add-DistributionGroupMember',
    'Wants BypassSecurityGroupManagerCheck. The directory shows the member at once. Groups may be in each other; a room list takes rooms alone (wording our own).',
  ),
  makes('Remove-DistributionGroupMember', 'Wants BypassSecurityGroupManagerCheck. Wording of the refusal from memory.'),
  makes('Update-DistributionGroupMember', 'Wants BypassSecurityGroupManagerCheck.'),
  makes(
    'Get-DistributionGroupMember',
    'Identity is required; members without mail are shown by their names alone. A dynamic group in a list stands here alone, not in the directory, and only a company that begins with one has it.',
  ),
];
