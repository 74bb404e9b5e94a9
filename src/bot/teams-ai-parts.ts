/**
 * Imported before anything of teams-ai. Its `Application` loads planners, moderators, tokenizers and the sign-in dialogs with everything
 * they stand on (600 modules, half the time of loading the libraries, 60 MB), whether or not an application has `ai` or `authentication`.
 * This bot has neither: what is put in their place is never called but for one question each turn, whether somebody is signing in.
 */
const absent = (what: string) =>
  class {
    constructor() {
      throw new Error(`${what} of teams-ai is not loaded, see teams-ai-parts.ts`);
    }
  };

const inPlaceOf: Readonly<Record<string, object>> = {
  AI: { AI: absent('AI') },
  'authentication/Authentication': { AuthenticationManager: absent('the sign-in') },
  'authentication/BotAuthenticationBase': { userInSignInFlow: () => undefined },
};

for (const [part, exports] of Object.entries(inPlaceOf)) {
  const id = require.resolve(`@microsoft/teams-ai/lib/${part}`);
  const module: Partial<NodeJS.Module> = { id, filename: id, loaded: true, exports, children: [], paths: [] };
  require.cache[id] = module as NodeJS.Module;
}
