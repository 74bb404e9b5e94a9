/** Where a room is and what is in it. https://learn.microsoft.com/en-us/powershell/module/exchange/set-place */
import type { Recipient } from '../entities.js';
import { findRecipient, pageOf, type Cmdlet, type CmdletCall } from './cmdlet.js';
import { detailsOf, putDetails } from './details.js';
import { withTypes } from './recipient-view.js';
import { badArgument } from './refusal.js';
import { resultSize, truncated } from './result-size.js';
import { numberIn, optionalText, settingsAfter, wholeSettings, yesNo, type Settings } from './settings.js';
import { enumerated } from './values.js';
import { unchanged, written, type Written } from './written.js';

const anyNumber = numberIn(-2_147_483_648, 2_147_483_647, null);
export const placeSettings: Settings = {
  Capacity: anyNumber,
  Building: optionalText,
  Floor: anyNumber,
  FloorLabel: optionalText,
  Label: optionalText,
  Street: optionalText,
  City: optionalText,
  State: optionalText,
  PostalCode: optionalText,
  CountryOrRegion: optionalText,
  GeoCoordinates: optionalText,
  Phone: optionalText,
  AudioDeviceName: optionalText,
  VideoDeviceName: optionalText,
  DisplayDeviceName: optionalText,
  IsWheelChairAccessible: yesNo(false),
  MTREnabled: yesNo(false),
  ParentId: optionalText,
  Tags: { kind: 'texts', usual: [] },
};
const names = Object.keys(placeSettings);

const english = new Intl.DisplayNames(['en'], { type: 'region' });
const countries = new Map<string, string>();
for (let code = 0; code < 26 * 26; code += 1) {
  const letters = String.fromCharCode(65 + Math.floor(code / 26), 65 + (code % 26));
  const name = english.of(letters);
  if (name !== undefined && name !== letters && name !== 'Unknown Region') {
    countries.set(letters.toLowerCase(), name);
    countries.set(name.toLowerCase(), name);
  }
}

/** Set by code or by name, "the friendly name is returned". */
function withCountryNamed(call: CmdletCall): CmdletCall {
  const given = call.parameters['CountryOrRegion'];
  if (typeof given !== 'string' || given === '') return call;
  const name = countries.get(given.toLowerCase());
  if (name === undefined) throw badArgument('CountryOrRegion', `"${given}" is not a country or region.`);
  return { ...call, parameters: { ...call.parameters, CountryOrRegion: name } };
}

const rowOf = ({ world, side }: CmdletCall, place: Recipient): Record<string, unknown> =>
  withTypes({
    Identity: place.EmailAddresses.find((one) => one.startsWith('SMTP:'))?.slice('SMTP:'.length) ?? place.Name,
    DisplayName: place.DisplayName,
    Type: place.RecipientTypeDetails === 'RoomList' ? 'RoomList' : 'Room',
    ...wholeSettings(placeSettings, detailsOf(world, side, place).place),
    // The room lists that it is in.
    Localities: [...world.store.all(side, 'groups')]
      .filter(({ members }) => members.includes(place.ExternalDirectoryObjectId))
      .flatMap(({ id }) => {
        const list = world.store.get(side, 'recipients', world.store.index[side].recipientOfObject(id) ?? '');
        return list?.RecipientTypeDetails === 'RoomList' ? [list.DisplayName] : [];
      })
      .sort(),
  });

// https://learn.microsoft.com/en-us/powershell/module/exchange/get-place
const getPlace: Cmdlet = {
  name: 'Get-Place',
  writes: false,
  parameters: ['Identity', 'Type', 'ResultSize', 'Confirm', 'WhatIf'],
  switches: ['Confirm', 'WhatIf'],
  page: pageOf('Get-Place'),
  run(call) {
    const { world, side, parameters } = call;
    if (parameters['Identity'] !== undefined && parameters['Identity'] !== null)
      return { value: [rowOf(call, findRecipient(call, ['RoomMailbox', 'RoomList']))] };
    const [type = 'Room'] =
      parameters['Type'] === undefined
        ? []
        : enumerated('Type', parameters['Type'], ['Room', 'RoomList', 'Space'], 'GetPlaceType');
    const kind = type === 'RoomList' ? 'RoomList' : type === 'Room' ? 'RoomMailbox' : '';
    const found = world.store
      .keys(side, 'recipients')
      .map((guid) => world.store.get(side, 'recipients', guid) as Recipient)
      .filter((one) => one.WhenSoftDeleted === null && one.RecipientTypeDetails === kind);
    const limit = resultSize(parameters['ResultSize']);
    return {
      value: found.slice(0, limit).map((one) => rowOf(call, one)),
      warnings: found.length > limit ? [truncated(limit)] : [],
    };
  },
};

const setPlace: Cmdlet = {
  name: 'Set-Place',
  writes: true,
  parameters: ['Identity', ...names, 'Confirm', 'WhatIf'],
  switches: ['Confirm', 'WhatIf'],
  page: pageOf('Set-Place'),
  run(call) {
    const { world, side, parameters, now } = call;
    const room = findRecipient(call, ['RoomMailbox']);
    const details = detailsOf(world, side, room);
    const place = settingsAfter(withCountryNamed(call), placeSettings, details.place);
    if (parameters['WhatIf'] === true) return { value: [] };
    const one: Written = {
      kind: 'recipient',
      id: room.Guid,
      label: room.DisplayName,
      what: names.filter((name) => parameters[name] !== undefined).join(', '),
      before: details.place ?? null,
      after: place ?? null,
    };
    if (JSON.stringify(one.before) === JSON.stringify(one.after))
      return unchanged(call, one, `No settings of '${room.Name}' have been modified.`);
    const { place: _, ...rest } = details;
    putDetails(world, side, { ...rest, ...(place === undefined ? {} : { place }) }, now);
    return written(call, one);
  },
};

export const placeCmdlets: readonly Cmdlet[] = [getPlace, setPlace];
