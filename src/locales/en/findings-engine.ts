/** What the engine itself remarks on a step or an object, by code. ICU messages; belong to the findings. */
export const engineFindings: Record<string, string> = {
  'engine.applies-failed': 'Whether this step applies could not be seen: {message}. Try again when the cause is gone.',
  'engine.check-failed':
    'The check could not be carried out, so nothing is known: {message}. Try again when the cause is gone.',
  'engine.plan-failed':
    'The plan could not be made, so nothing was changed: {message}. Plan again when the cause is gone.',
  'engine.verify-failed': 'What was written could not be read back: {message}. Plan again to see what is left.',
  'engine.drifted':
    'It was neither as planned nor as wanted when its turn came, so it was left alone. A new plan takes it as it is now.',
  'engine.gave-up': 'The service did not settle it in many tries, so it was left as it is. A new plan looks again.',
  'engine.write-failed': 'It could not be written: {message}. A new plan looks again.',
};
