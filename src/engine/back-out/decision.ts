/** The gate at which the team decides to turn back as a whole. */
export const decisionOfBackOut = 'back-out-decision';
