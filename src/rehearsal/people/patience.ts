/** How long people wait for what. */

/** How long nothing must happen before somebody looks around. */
export const quietMs = 250;
/** The bot says after its work whether it rests: what it said before a press of a moment ago may be no longer so. */
export const settledMs = 250;
/** What comes to several people at once comes within this. */
export const togetherMs = 50;
export const restedMs = 3_000;
export const askAgainMs = 10_000;
export const mostAsks = 6;
export const lookAgainMs = 1_500;
/** A bot that comes back slowly may not serve the first look either. */
export const mostLooksAnew = 4;
/** Whoever sits at the page reads a plan and types a domain's name in it. */
export const fairWhileMs = 90_000;
/** Longer than any index of the services is behind. */
export const goneRoundSeconds = 900;
export const lookAgainSeconds = 300;
/** Nobody sleeps until tomorrow because it is quiet for a moment. */
export const nearSeconds = 3_600;
/** More nights than lie before T: nobody waits for anything any more. */
export const mostSleeps = 30;
/** The longest runbook has sixty nights from its first card to its last; something new every night is no progress either. */
export const mostNights = 250;
/** What is watched for days is looked at less and less often. */
export const mostJumps = 600;
