/** Whether a tenant lets an application in by EWS, and what it takes: https://techcommunity.microsoft.com/blog/exchange/introducing-ewsallowedappids-preparing-for-the-final-phase-of-ews-retirement/4529471 */
import type { EwsOfOrganization } from '../../systems/exchange/ews.js';

/** "There will be no exceptions": https://techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361 */
export const ewsEnds = '2027-04-01T00:00:00.000Z';
/** The servers go on by what they knew, at most so long. */
export const hoursUntilObeyed = 24;

export type Ews = Pick<EwsOfOrganization, 'ewsEnabled' | 'allowedAppIds'>;

/**
 * off · unset: nobody has set the switch, and Microsoft turns it off · empty: on, and without a list nobody gets in · unlisted: others get in
 */
export type EwsDoor = 'open' | 'off' | 'unset' | 'empty' | 'unlisted';

export function ewsDoor({ ewsEnabled, allowedAppIds }: Ews, app: string): EwsDoor {
  if (ewsEnabled === null) return 'unset';
  if (!ewsEnabled) return 'off';
  const listed = appIdsIn(allowedAppIds);
  if (listed.length === 0) return 'empty';
  return listed.includes(app) ? 'open' : 'unlisted';
}

/** In their order; lower case. */
export const appIdsIn = (text: string | null): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');

/** The list is replaced as a whole: whoever is in it stays in it, and the last one is the mover. */
export const openedFor = ({ allowedAppIds }: Ews, app: string): Ews => ({
  ewsEnabled: true,
  allowedAppIds: [...new Set([...appIdsIn(allowedAppIds), app])].join(','),
});

/** Of a list that others have changed since, that one application is taken, and nothing else. */
export const withoutApp = (ews: Ews, app: string): Ews => ({
  ewsEnabled: ews.ewsEnabled,
  allowedAppIds:
    appIdsIn(ews.allowedAppIds)
      .filter((one) => one !== app)
      .join(',') || null,
});

export const sameApps = (one: string | null, other: string | null): boolean =>
  [...appIdsIn(one)].sort().join(',') === [...appIdsIn(other)].sort().join(',');
