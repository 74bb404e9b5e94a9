/** Yes and no as PowerShell, the portals, SQL and the spreadsheets of many languages write them. */

/** A spreadsheet writes TRUE and FALSE in the language of its owner, whatever the language of the export was. */
const ofSpreadsheets: readonly (readonly [yes: string, no: string])[] = [
  ['true', 'false'],
  ['wahr', 'falsch'],
  ['vrai', 'faux'],
  ['verdadero', 'falso'],
  ['verdadeiro', 'falso'],
  ['vero', 'falso'],
  ['waar', 'onwaar'],
  ['sand', 'falsk'],
  ['sann', 'usann'],
  ['sant', 'falskt'],
  ['tosi', 'epätosi'],
  ['prawda', 'fałsz'],
  ['pravda', 'nepravda'],
  ['igaz', 'hamis'],
  ['adevărat', 'fals'],
  ['doğru', 'yanlış'],
  ['истина', 'ложь'],
  ['істина', 'хибність'],
];
const yes = new Set([...ofSpreadsheets.map(([word]) => word), 'yes', '1', 'да', 'ja', 'oui', 'si', 'sì', 'sí']);
const no = new Set([...ofSpreadsheets.map(([, word]) => word), 'no', '0', 'нет', 'nein', 'non']);
/** Of a column that says whether something is blocked or enabled, not of whether it is allowed. */
yes.add('blocked').add('enabled');
no.add('allowed').add('disabled');

export function readBoolean(text: string): boolean | null {
  const word = text.normalize('NFC').toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : null;
}
