/**
 * What becomes of a press, as in Teams: only these two kinds go to the bot. A link opens in a tab; what shows or hides parts of the card,
 * or unfolds a smaller one, the card has done itself, and nobody else hears of it.
 */
const sentToTheBot = new Set(['Action.Execute', 'Action.Submit']);

export const onPress =
  ({ open, send }) =>
  (action) => {
    const type = action.getJsonTypeName();
    if (type === 'Action.OpenUrl') open(action.url);
    else if (sentToTheBot.has(type))
      send({ type, title: action.title, verb: action.verb, data: action.data ?? {}, id: action.id });
  };
