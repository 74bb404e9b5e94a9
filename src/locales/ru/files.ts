/** Words in the cells of tables. */
export const files = {
  'cell.state.missing': 'ни у кого',
  'cell.state.held': 'выдан',
  'cell.state.elsewhere': 'у другого: сначала снять там',
  'cell.state.other-kind': 'у контакта, гостя или подобного: сначала должен освободить',
  'cell.state.behind': 'по таблице остаётся: не получает никто',
  'cell.cleared-by.contacts-step': 'Удаляется в ночь переезда, шаг 87/88 (контакты)',
  'cell.cleared-by.holders-step': 'Освобождает адрес в ночь переезда, перед шагом 82 (прочие владельцы)',
  'cell.cleared-by.purge': 'В корзине: удалить навсегда или восстановить и снять адрес',
  'cell.cleared-by.person': 'В списке участников или под защитой: решить с этим человеком до ночи переезда',
};
