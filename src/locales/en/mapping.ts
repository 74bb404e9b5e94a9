/** What stands in the workbook of a mapping besides its rows. */
export const mapping = {
  sheet: 'How to fill it in',
  column: 'Column',
  meaning: 'What it means',
  fault: 'What is wrong, and what to do',
  'of.Source Email': 'Who moves, by an address of the source. It may be any of the object’s addresses.',
  'of.Destination Email':
    'With same: who it is at the destination already. With create, replace and guest: the address that is to be made, on a domain that the destination has now.',
  'of.Action': 'One of the five below. Empty: worked out from who is at the destination.',
  'of.Action: same': 'The object at the destination is theirs already. Nothing is made.',
  'of.Action: create': 'Nobody is there. One is made.',
  'of.Action: replace': 'A contact or mail user there stands for them, and gives way to what is made.',
  'of.Action: guest': 'They are a guest there, and become one of the house.',
  'of.Action: leave': 'Stays behind. Nothing of it is made or copied.',
  'of.Wave': 'Which mailboxes are copied together, from 1. Empty: the first. Groups and contacts have none.',
  'of.Licence': 'As the destination calls it (SPE_E3). Empty: a group gives it, or it is given later.',
  'of.Kind': 'What it is in the source. Not to be changed.',
  'of.How sure':
    'What the bot has paired the two by: it made that object itself, an employee id, an address, a name. Whoever knows better changes the row. It is not read.',
  'of.Source Object Id': 'By this it is found even after its address has changed. Leave it as it is.',
  'of.Destination Object Id': 'Who is there already, or what gives way. Empty: found by address.',
};
