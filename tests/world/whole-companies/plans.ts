/** The four companies: a hybrid, one with five domains, a Russian one, and one of a national cloud. */
import { domainToASCII } from 'node:url';
import type { Plan, Words } from './company.js';
import { chinese, danish, german, russian } from './names.js';

const english: Words = {
  office: 'Office',
  room: 'Room',
  van: 'Van',
  all: 'All Staff',
  team: 'Team',
  safe: 'Vault',
  rooms: 'Meeting Rooms',
  everybody: 'Everybody',
  old: 'Old List',
  folder: 'Archive',
  hotline: 'Hotline Partner',
  outside: 'Tax Office',
};

export const hybrid: Plan = {
  key: 'hybrid',
  language: 'German',
  names: german,
  moving: ['talwasser.example', 'talwasser-netz.example'],
  initial: 'talwasserag.onmicrosoft.com',
  hybrid: true,
  most: 40,
  words: {
    office: 'Büro',
    room: 'Raum',
    van: 'Kastenwagen',
    all: 'Alle Mitarbeiter',
    team: 'Gruppe',
    safe: 'Tresor',
    rooms: 'Räume Talstraße',
    everybody: 'Belegschaft',
    old: 'Altverteiler',
    folder: 'Ablage Süd',
    hotline: 'Störungsdienst',
    outside: 'Steuerbüro',
  },
};

export const fiveDomains: Plan = {
  key: 'five-domains',
  language: 'Norwegian',
  names: danish,
  moving: [
    'nordkyst.example',
    'butik.nordkyst.example',
    'nordkyst-havn.example',
    'kystlinjen.example',
    'sydkyst.example',
  ],
  initial: 'nordkyst.onmicrosoft.com',
  hybrid: false,
  most: 100,
  words: english,
};

export const ofRussia: Plan = {
  key: 'russian',
  language: 'Russian',
  names: russian,
  // The last is северлес.example, as its files have it.
  moving: ['severles.example', 'severles-torg.example', domainToASCII('северлес.example')],
  initial: 'severles.onmicrosoft.com',
  hybrid: false,
  most: 330,
  words: {
    office: 'Приёмная',
    room: 'Переговорная',
    van: 'Фургон',
    all: 'Все сотрудники',
    team: 'Отдел',
    safe: 'Сейф',
    rooms: 'Переговорные',
    everybody: 'Весь штат',
    old: 'Старая рассылка',
    folder: 'Архив',
    hotline: 'Аварийная служба',
    outside: 'Налоговая контора',
  },
};

export const ofChina: Plan = {
  key: 'national-china',
  language: 'German',
  names: chinese,
  moving: ['lotusport.example', 'lotusport-trade.example'],
  initial: 'lotusport.partner.onmschina.cn',
  hybrid: false,
  most: 40,
  words: english,
};

export const ofUsGovernment: Plan = { ...ofChina, key: 'national-us', initial: 'lotusport.onmicrosoft.us' };
