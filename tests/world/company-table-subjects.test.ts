/** What a table is about: told by all its headings and by what stands in its columns; a doubt is never somebody's mailbox. */
import { lines, load } from './support/export-tables.js';

const kernbach = (local: string): string => `${local}@kernbach.example`;
const mailboxes = lines(
  'DisplayName,UserPrincipalName,Alias,PrimarySmtpAddress,RecipientTypeDetails,EmailAddresses',
  `Anna Berg,${kernbach('anna.berg')},anna.berg,${kernbach('anna.berg')},UserMailbox,SMTP:${kernbach('anna.berg')} smtp:${kernbach('a.berg')} smtp:anna.berg@kbgruppe.onmicrosoft.com`,
  `Otto Klein,${kernbach('otto.klein')},otto.klein,${kernbach('otto.klein')},UserMailbox,SMTP:${kernbach('otto.klein')} smtp:otto.klein@kbgruppe.onmicrosoft.com`,
  `Info,${kernbach('info')},info,${kernbach('info')},SharedMailbox,SMTP:${kernbach('info')} smtp:info@kbgruppe.onmicrosoft.com`,
);
const loadBeside = (files: Readonly<Record<string, string>>): ReturnType<typeof load> =>
  load({ 'mailboxes.csv': mailboxes, ...files });

describe('shared mailboxes with one row for each address', () => {
  test('are shared mailboxes with all of them, the primary out of its own column', () => {
    const company = loadBeside({
      'ExchangeSharedMailboxesEmailAddresses.csv': lines(
        '"SharedMailboxName","SharedMailboxPrimarySmtpAddress","EmailAddress","IsDefault"',
        `"Einkauf","${kernbach('einkauf')}","${kernbach('einkauf')}","Yes"`,
        `"Einkauf","${kernbach('einkauf')}","${kernbach('bestellung')}","No"`,
        `"Rechnungen","${kernbach('rechnung')}","${kernbach('invoice')}","No"`,
        `"Rechnungen","${kernbach('rechnung')}","${kernbach('rechnung')}","Yes"`,
      ),
    });
    expect(company.holder(kernbach('bestellung'))).toMatchObject({
      RecipientTypeDetails: 'SharedMailbox',
      DisplayName: 'Einkauf',
      EmailAddresses: [`SMTP:${kernbach('einkauf')}`, `smtp:${kernbach('bestellung')}`],
    });
    expect(company.kindOf(kernbach('invoice'))).toBe('SharedMailbox');
    expect(company.primaryOf(kernbach('invoice'))).toBe(kernbach('rechnung'));
    expect(company.codes).not.toContain('person-again');
    expect(company.source.groups).toEqual([]);
  });

  test('are what the prefix of their headings says, of whatever kind', () => {
    const company = loadBeside({
      'rooms.csv': lines('RoomMailboxDisplayName;RoomMailboxPrimarySmtpAddress', `Raum Nord;${kernbach('raum.nord')}`),
    });
    expect(company.kindOf(kernbach('raum.nord'))).toBe('RoomMailbox');
  });
});

describe('one row for each member of a group', () => {
  test('with the address of the group and the type of the member is a group with members', () => {
    const company = loadBeside({
      'UserDistributionLists.csv': lines(
        '"GroupName","GroupEmail","Member","EmailAddress","RecipientType"',
        `"Vertrieb","${kernbach('vertrieb')}","Anna Berg","${kernbach('anna.berg')}","UserMailbox"`,
        `"Vertrieb","${kernbach('vertrieb')}","Otto Klein","${kernbach('otto.klein')}","UserMailbox"`,
        `"Partnerkreis","${kernbach('partnerkreis')}","Max Mole","max@mole.example","MailContact"`,
      ),
    });
    expect(company.kindOf(kernbach('vertrieb'))).toBe('MailUniversalDistributionGroup');
    expect(company.user(kernbach('vertrieb'))).toBeUndefined();
    expect(company.membersOf('Vertrieb')).toEqual([kernbach('anna.berg'), kernbach('otto.klein')]);
    expect(company.finding('members-unknown')?.values).toMatchObject({ list: 'max@mole.example' });
    expect(company.moving).toEqual(['kernbach.example']);
  });

  const rows = lines(
    '"GroupId","GroupDisplayName","GroupType","UserDisplayName","UserPrincipalName","UserAlias","UserType","UserAccountEnabled"',
    `"0b7f3c52-5f6e-4b7d-9f0a-1c2d3e4f5a60","Bau","Microsoft 365","Anna Berg","${kernbach('anna.berg')}","anna.berg","Member","True"`,
    `"0b7f3c52-5f6e-4b7d-9f0a-1c2d3e4f5a60","Bau","Microsoft 365","Otto Klein","${kernbach('otto.klein')}","otto.klein","Member","True"`,
    `"1b7f3c52-5f6e-4b7d-9f0a-1c2d3e4f5a61","Alle","Distribution","Anna Berg","${kernbach('anna.berg')}","anna.berg","Member","True"`,
  );

  test('without the address of the group is refused by name, with a way out', () => {
    const company = loadBeside({ 'M365GroupMembers.csv': rows });
    expect(company.codes).not.toContain('row-without-anyone');
    expect(company.finding('memberships-of-unknown-groups')).toMatchObject({
      file: 'M365GroupMembers.csv',
      values: { count: 3, list: 'Bau, Alle' },
    });
    expect(company.user(kernbach('anna.berg'))).toMatchObject({ displayName: 'Anna Berg' });
  });

  test('is told from a list of people that says in passing in which team somebody is', () => {
    const people = [
      `${kernbach('anna.berg')},Anna Berg,${kernbach('anna.berg')},Rot`,
      `${kernbach('otto.klein')},Otto Klein,${kernbach('otto.klein')},Blau`,
    ];
    const heading = 'UserPrincipalName,DisplayName,PrimarySmtpAddress,TeamName';
    expect(load({ 'people.csv': lines(heading, ...people) }).kindOf(kernbach('otto.klein'))).toBe('UserMailbox');
    const teams = lines('Group name,Group primary email', `Rot,${kernbach('rot')}`, `Blau,${kernbach('blau')}`);
    const members = lines(heading, ...people, (people[0] as string).replace('Rot', 'Blau'));
    const company = loadBeside({ 'members.csv': members, 'teams.csv': teams });
    expect(company.membersOf('Blau')).toEqual([kernbach('otto.klein'), kernbach('anna.berg')]);
  });

  test('fills the groups that another file has, whichever is read first', () => {
    const company = loadBeside({
      'M365GroupMembers.csv': rows,
      'groups.csv': lines(
        'Group name,Group primary email,Group type',
        `Bau,${kernbach('bau')},Microsoft 365`,
        `Alle,${kernbach('alle')},Distribution`,
      ),
    });
    expect(company.membersOf('Bau')).toEqual([kernbach('anna.berg'), kernbach('otto.klein')]);
    expect(company.membersOf('Alle')).toEqual([kernbach('anna.berg')]);
    expect(company.codes).not.toContain('memberships-of-unknown-groups');
  });
});

describe('groups of the directory', () => {
  test('are what GroupTypes, MailEnabled and SecurityEnabled say; without mail they are left out by name', () => {
    const company = loadBeside({
      'MgGroups.csv': lines(
        'Id,DisplayName,Mail,MailEnabled,MailNickname,SecurityEnabled,GroupTypes,ProxyAddresses',
        `${'3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0001'},Bau,${kernbach('bau')},True,bau,False,Unified,SMTP:${kernbach('bau')}`,
        `${'3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0002'},Tueren,${kernbach('tueren')},True,tueren,True,,SMTP:${kernbach('tueren')}`,
        `${'4d0c7a10-6f0e-4b52-8a11-0d6f1f0a0004'},Alle,${kernbach('alle')},True,alle,False,,SMTP:${kernbach('alle')}`,
        `${'3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0003'},SG-VPN,,False,c4d5e6f7-9,True,,`,
      ),
    });
    expect(['bau', 'tueren', 'alle'].map((local) => company.kindOf(kernbach(local)))).toEqual([
      'GroupMailbox',
      'MailUniversalSecurityGroup',
      'MailUniversalDistributionGroup',
    ]);
    expect(company.finding('group-without-mail')?.values).toMatchObject({ name: 'SG-VPN' });
    expect(company.holder(kernbach('c4d5e6f7-9'))).toBeUndefined();
    expect(company.codes).not.toContain('group-kinds-assumed');
  });

  test('that a script calls distribution lists are none without mail', () => {
    const typeName = 'System.Collections.Generic.List`1[System.String]';
    const company = loadBeside({
      'AzureADGroupsExport.csv': lines(
        '"Id";"DisplayName";"Mail";"MailEnabled";"MailNickname";"SecurityEnabled";"ProxyAddresses";"GroupType"',
        `"3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0001";"Bau";"${kernbach('bau')}";"True";"bau";"False";"${typeName}";"Unified"`,
        `"3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0002";"SG-Intune-Piloten";"";"False";"3f1c0b2e-8";"True";"${typeName}";"DistributionList"`,
        `"3d0c7a10-6f0e-4b52-8a11-0d6f1f0a0003";"SG-VPN";"";"False";"00000000-0000-0000-0000-000000000000";"True";"${typeName}";"DistributionList"`,
      ),
    });
    expect(company.kindOf(kernbach('bau'))).toBe('GroupMailbox');
    expect(company.source.groups.map(({ displayName }) => displayName)).toEqual(['Bau']);
    expect(
      (company.loaded.report?.findings ?? [])
        .filter(({ code }) => code === 'group-without-mail')
        .map(({ values }) => values['name']),
    ).toEqual(['SG-Intune-Piloten', 'SG-VPN']);
  });

  test('with an empty cell for their mail have none, whatever their alias', () => {
    const company = loadBeside({
      'groups.csv': lines(
        'DisplayName,Mail,Alias,GroupType',
        `Bau,${kernbach('bau')},bau,Universal`,
        'Tresor,,tresor,"Universal, SecurityEnabled"',
      ),
    });
    expect(company.source.groups.map(({ displayName }) => displayName)).toEqual(['Bau']);
    expect(company.finding('group-without-mail')?.values).toMatchObject({ name: 'Tresor' });
  });
});

test('who is deleted by a usage report does not live, and the primary address is that of the list of users', () => {
  const company = load({
    'MailboxUsageDetail.csv': `\uFEFF${lines(
      'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Has Archive,Recipient Type,Report Period',
      `2026-11-25,${kernbach('anna.berg')},Anna Berg,False,,2019-03-04,2026-11-24,21034,4329871623,False,User,30`,
      `2026-11-25,${kernbach('otto.klein')},Otto Klein,False,,2020-01-13,2026-11-24,9034,1329871623,True,User,30`,
      `2026-11-25,${kernbach('eva.sand')},Eva Sand,True,2026-10-02,2018-05-01,2026-09-30,51000,9329871623,False,User,30`,
    )}`,
    'users.csv': lines(
      'User principal name,Display name,Licenses,Block credential,Proxy addresses',
      `${kernbach('anna.berg')},Anna Berg,Microsoft 365 E3,False,SMTP:${kernbach('anna.berg')}+smtp:anna.berg@kbgruppe.onmicrosoft.com`,
      `${kernbach('otto.klein')},Otto Klein,Microsoft 365 E3,False,SMTP:${kernbach('otto.klein')}`,
    ),
  });
  expect(company.user(kernbach('eva.sand'))).toBeUndefined();
  expect(company.holder(kernbach('eva.sand'))).toBeUndefined();
  expect(company.finding('deleted-in-report')?.values).toMatchObject({
    name: kernbach('eva.sand'),
    date: '2026-10-02',
  });
  expect(company.kindOf(kernbach('otto.klein'))).toBe('UserMailbox');
  expect(company.codes).not.toContain('no-primary');
});

describe('columns that a colleague named', () => {
  test('hold the types all the same: shared, room and list are no people', () => {
    const company = load({
      'Postfaecher.csv': lines(
        'Name;E-Mail;Typ;Weitere Adressen',
        `Anna Berg;${kernbach('anna.berg')};Benutzerpostfach;${kernbach('a.berg')}, ${kernbach('berg')}`,
        `Info;${kernbach('info')};Freigegebenes Postfach;${kernbach('kontakt')}`,
        `Raum Nord;${kernbach('raum.nord')};Raumpostfach;`,
        `Vertrieb;${kernbach('vertrieb')};Verteilerliste;`,
      ),
    });
    expect(['anna.berg', 'info', 'raum.nord', 'vertrieb'].map((local) => company.kindOf(kernbach(local)))).toEqual([
      'UserMailbox',
      'SharedMailbox',
      'RoomMailbox',
      'MailUniversalDistributionGroup',
    ]);
    expect(company.user(kernbach('vertrieb'))).toBeUndefined();
    // Nobody knows whose the addresses under such a heading are: they are named.
    expect(company.finding('column-unread')?.values).toMatchObject({ column: 'Weitere Adressen', alone: 3 });
  });

  test('with types in a language nobody here knows are left out by name', () => {
    const company = loadBeside({
      'boites.csv': lines(
        'Nom;E-mail;Type',
        `Compta;${kernbach('compta')};Boîte aux lettres partagée`,
        `Salle;${kernbach('salle')};Boîte aux lettres de salle`,
      ),
    });
    expect(company.holder(kernbach('compta'))).toBeUndefined();
    expect(company.codes.filter((code) => code === 'unknown-type')).toHaveLength(2);
  });

  test('that only say what somebody is for the company take nobody’s mailbox', () => {
    const company = load({
      'list.csv': lines(
        'UserPrincipalName,PrimarySmtpAddress,Type',
        `${kernbach('anna.berg')},${kernbach('anna.berg')},Angestellte`,
      ),
    });
    expect(company.kindOf(kernbach('anna.berg'))).toBe('UserMailbox');
  });

  test('are told to be types by what stands in them, never by one word among others', () => {
    const company = load({
      'list.csv': lines(
        'DisplayName;EmailAddress;Ressource;Bereich',
        `Anna Berg;${kernbach('anna.berg')};;Team`,
        `Raum Nord;${kernbach('raum.nord')};Room;Bau`,
      ),
    });
    expect(company.kindOf(kernbach('raum.nord'))).toBe('RoomMailbox');
    expect(company.kindOf(kernbach('anna.berg'))).toBe('UserMailbox');
  });
});

test('contacts whose primary address is at another company are contacts, and the companies do not move', () => {
  const company = loadBeside({
    'MailContacts.csv': lines(
      '"DisplayName","PrimarySmtpAddress","EmailAddresses","ContactType","WhenCreated"',
      '"Max Mole","max@mole.example","max@mole.example","MailContact","04/03/2024 08:00:00"',
      '"Nora Nord","nora@nord.example","nora@nord.example","MailContact","04/03/2024 08:00:00"',
      '"Peer Pol","peer@nord.example","peer@nord.example","MailContact","04/03/2024 08:00:00"',
    ),
  });
  expect(company.moving).toEqual(['kernbach.example']);
  expect(company.source.contacts.map(({ displayName }) => displayName).sort()).toEqual([
    'Max Mole',
    'Nora Nord',
    'Peer Pol',
  ]);
  expect(company.source.groups).toEqual([]);
});

test('in a list of the address book the sign-in name of a contact or a mail user is its address elsewhere', () => {
  const company = load({
    'FullGAL.csv': lines(
      '"DisplayName","UserPrincipalName","HiddenFromAddressListsEnabled","RecipientTypeDetails"',
      `"Anna Berg","${kernbach('anna.berg')}","False","UserMailbox"`,
      `"Info","${kernbach('info')}","False","SharedMailbox"`,
      '"Max Mole","max@mole.example","False","MailContact"',
      '"Sam Extern","sam@frei.example","False","MailUser"',
    ),
  });
  expect(company.moving).toEqual(['kernbach.example']);
  expect(company.source.contacts).toMatchObject([{ displayName: 'Max Mole', mail: 'max@mole.example' }]);
  expect(company.holder('sam@frei.example')).toMatchObject({
    RecipientTypeDetails: 'MailUser',
    ExternalEmailAddress: 'SMTP:sam@frei.example',
  });
  expect(company.userOf(company.holder('sam@frei.example'))?.userPrincipalName).toBe('sam@kernbach.onmicrosoft.com');
  expect(company.finding('principal-name-made')?.values).toMatchObject({ address: 'sam@frei.example' });
  expect(company.codes).not.toContain('row-without-anyone');
});

test('accounts of Teams with a SIP address have no mailbox for it, and who has one by licence keeps it', () => {
  const company = load({
    'TeamsNumbers.csv': lines(
      'DisplayName,UserPrincipalName,SipProxyAddress,LineURI,InterpretedUserType',
      `Anna Berg,${kernbach('anna.berg')},sip:${kernbach('anna.berg')},tel:+4940111,PureOnlineTeamsOnlyUser`,
      `Zentrale,${kernbach('cq-zentrale')},sip:${kernbach('cq-zentrale')},tel:+4940100,OnlineApplicationInstance`,
    ),
    'users.csv': lines(
      'User principal name,Display name,Licenses,Block credential,Proxy addresses',
      `${kernbach('anna.berg')},Anna Berg,Microsoft 365 E3,False,SMTP:${kernbach('anna.berg')}+smtp:anna.berg@kbgruppe.onmicrosoft.com`,
      `${kernbach('otto.klein')},Otto Klein,Microsoft 365 E3,False,SMTP:${kernbach('otto.klein')}`,
      `${kernbach('cq-zentrale')},Zentrale,Phone System Virtual User,True,`,
    ),
  });
  expect(company.holder(kernbach('cq-zentrale'))).toBeUndefined();
  expect(company.user(kernbach('cq-zentrale'))).toMatchObject({
    accountEnabled: false,
    proxyAddresses: [`sip:${kernbach('cq-zentrale')}`],
  });
  expect(company.kindOf(kernbach('otto.klein'))).toBe('UserMailbox');
  expect(company.primaryOf(kernbach('anna.berg'))).toBe(kernbach('anna.berg'));
  expect(company.codes).not.toContain('no-primary');
});

describe('a heading that only one kind of object has', () => {
  test('tells public folders', () => {
    const company = loadBeside({
      'MailPublicFolders.csv': lines(
        'DisplayName,Alias,PrimarySmtpAddress,EmailAddresses,EntryId,ContentMailboxGuid',
        `Bestellungen,Bestellungen,${kernbach('bestellungen')},"SMTP:${kernbach('bestellungen')} smtp:${kernbach('order')}",000000001A447390AA6611CD9BC800AA002FC45A0300,7a1d5c10-6f0e-4b52-8a11-0d6f1f0a00aa`,
        `Archiv,Archiv,${kernbach('archiv')},"SMTP:${kernbach('archiv')}",000000001A447390AA6611CD9BC800AA002FC45A0301,7a1d5c10-6f0e-4b52-8a11-0d6f1f0a00aa`,
      ),
    });
    expect(['order', 'archiv'].map((local) => company.kindOf(kernbach(local)))).toEqual([
      'PublicFolder',
      'PublicFolder',
    ]);
    expect(company.source.groups).toEqual([]);
  });

  test.each([
    ['RecipientFilter', "((Company -eq 'Kernbach'))", 'DynamicDistributionGroup'],
    ['SharePointSiteUrl', 'https://kbgruppe.sharepoint.example/sites/bau', 'GroupMailbox'],
    ['MemberJoinRestriction', 'Closed', 'MailUniversalDistributionGroup'],
  ])('tells groups (%s)', (heading, value, kind) => {
    const company = load({
      'mailboxes.csv': mailboxes,
      'export.csv': lines(
        `DisplayName;PrimarySmtpAddress;EmailAddresses;${heading}`,
        `Bau;${kernbach('bau')};SMTP:${kernbach('bau')};${value}`,
      ),
    });
    expect(company.kindOf(kernbach('bau'))).toBe(kind);
  });

  test('tells people, though nobody has read of them before', () => {
    const company = loadBeside({
      'people.csv': lines(
        'DisplayName,FirstName,LastName,EmailAddress',
        `Ida Moll,Ida,Moll,${kernbach('ida.moll')}`,
        `Eva Sand,Eva,Sand,${kernbach('eva.sand')}`,
      ),
    });
    expect(company.kindOf(kernbach('ida.moll'))).toBe('UserMailbox');
    expect(company.source.groups).toEqual([]);
  });
});
