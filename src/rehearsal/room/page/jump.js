/**
 * From one due moment to the next until it matters to people: the bot posts something new, or a moment has come that they are timed by.
 * Between the two the bot only looks, and a look that finds nothing new ends no wait.
 */
const mostHops = 300;
const longestMs = 24 * 60 * 60_000;

/**
 * @param look asks the clock, as soon as the bot has told more often than that
 * @param steer gives the clock an order and answers how it stands then
 * @param posts how many posts there are
 * @param held whether somebody has stopped it meanwhile
 */
export async function jumpToNext({ look, steer, posts, held }) {
  let reading = await look(-1);
  const begun = Date.parse(reading.at);
  const before = posts();
  for (let hops = 0; hops < mostHops && !held(); hops += 1) {
    const aim = [reading.nextDue, reading.nextForPeople ?? null].filter((at) => at !== null).sort()[0];
    if (aim === undefined) return;
    const { told } = await steer({ advanceTo: aim });
    if (aim === reading.nextForPeople) return;
    reading = await rested(look, told);
    // A bot that says nothing more is not waited for any longer.
    if (reading === null || posts() > before || Date.parse(reading.at) - begun >= longestMs) return;
  }
}

/** The bot has looked at what was due, and waits for the next: null when it does not say so. */
async function rested(look, told) {
  for (;;) {
    const reading = await look(told);
    if (reading.told === told) return null;
    if (reading.resting) return reading;
    told = reading.told;
  }
}
