/** Words in the cells of tables. */
export const files = {
  'cell.state.missing': 'nobody has it',
  'cell.state.held': 'given',
  'cell.state.elsewhere': 'somebody else has it: take it off there first',
  'cell.state.other-kind': 'a contact, guest or the like has it: it has to let go first',
  'cell.state.behind': 'stays behind by the mapping: nobody gets it',
  'cell.cleared-by.contacts-step': 'Is deleted on the night, with step 87/88 (contacts)',
  'cell.cleared-by.holders-step': 'Lets the address go on the night, before step 82 (other holders)',
  'cell.cleared-by.purge': 'Is in the bin: delete it for good, or restore it and take the address off',
  'cell.cleared-by.person': 'Is on the roster or protected: settle it with that person before the night',
};
