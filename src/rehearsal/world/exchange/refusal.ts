import type { ServiceAnswer } from '../context.js';

/** What a cmdlet throws; `type` is the .NET type that the real service names. */
export class CmdletRefusal extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

const tasks = 'Microsoft.Exchange.Configuration.Tasks';
const server = 'DB8PR01A001.EURPR01A001.PROD.OUTLOOK.COM';

export const notFound = (identity: string): CmdletRefusal =>
  new CmdletRefusal(
    `${tasks}.ManagementObjectNotFoundException`,
    `The operation couldn't be performed because object '${identity}' couldn't be found on '${server}'.`,
  );
export const ambiguous = (identity: string): CmdletRefusal =>
  new CmdletRefusal(
    `${tasks}.ManagementObjectAmbiguousException`,
    `The operation couldn't be performed because '${identity}' matches multiple entries.`,
  );
export const notRecognized = (cmdlet: string): CmdletRefusal =>
  new CmdletRefusal(
    'System.Management.Automation.CommandNotFoundException',
    `The term '${cmdlet}' is not recognized as the name of a cmdlet, function, script file, or operable program. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.`,
  );
export const unknownParameter = (name: string): CmdletRefusal =>
  new CmdletRefusal(
    'System.Management.Automation.ParameterBindingException',
    `A parameter cannot be found that matches parameter name '${name}'.`,
  );
export const badArgument = (name: string, why: string): CmdletRefusal =>
  new CmdletRefusal(
    'System.Management.Automation.ParameterBindingException',
    `Cannot process argument transformation on parameter '${name}'. ${why}`,
  );
export const invalidArguments = (why: string): CmdletRefusal => new CmdletRefusal('System.ArgumentException', why);

/** https://learn.microsoft.com/en-us/exchange/troubleshoot/email-alias/proxy-address-being-used */
export const addressTaken = (address: string, holder: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Data.Directory.ProxyAddressExistsException',
    `The proxy address "${address}" is already being used by the proxy addresses or LegacyExchangeDN of "${holder}". Please choose another proxy address.`,
  );
export const principalNameTaken = (address: string, holder: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Management.RecipientTasks.UnableToWriteToAadException',
    `The value specified for property EmailAddresses is incorrect. Reason: ObjectConflict. "${address}" is the sign-in name of "${holder}".`,
  );
/** The directory's sentence, as Exchange passes it on: https://dev.classmethod.jp/articles/limiting-proxy-addresses-to-333-per-mailbox-in-exchange-online */
export const tooManyAddresses = (count: number, most: number): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Management.RecipientTasks.UnableToWriteToAadException',
    `An Azure Active Directory call was made to keep object in sync between Azure Active Directory and Exchange Online. However, it failed. Detailed error message: This request results in the user having ${count} proxy addresses. The maximum number of proxy addresses permitted is ${most}.`,
  );
export const outOfWriteScope = (cmdlet: string, parameter: string, name: string): CmdletRefusal =>
  new CmdletRefusal(
    'System.InvalidOperationException',
    `The operation on mailbox "${name}" failed because it's out of the current user's write scope. The action '${cmdlet}', '${parameter}', can't be performed on the object '${name}' because the object is being synchronized from your on-premises organization. This action should be performed on the object in your on-premises organization.`,
  );
export const notAccepted = (domain: string): CmdletRefusal =>
  new CmdletRefusal(
    'Microsoft.Exchange.Management.RecipientTasks.NotAcceptedDomainException',
    `You can't use the domain because it's not an accepted domain for your organization. Domain: "${domain}"`,
  );

/** The form in which clients of the module read it: `error.innererror.internalexception.message` first. */
export function cmdletError(refusal: CmdletRefusal): ServiceAnswer {
  const message = 'Error executing cmdlet';
  return {
    status: 400,
    headers: { 'x-exceptiontype': refusal.type.slice(refusal.type.lastIndexOf('.') + 1) },
    body: {
      error: {
        code: 'BadRequest',
        message,
        details: [{ code: 'Context', target: '', message: `Ex6F9304|${refusal.type}|${refusal.message}` }],
        innererror: {
          message,
          type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
          stacktrace: '',
          internalexception: { message: refusal.message, type: refusal.type, stacktrace: '' },
        },
      },
    },
  };
}
