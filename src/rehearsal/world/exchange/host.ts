export const exchangeHost = 'outlook.office365.com';
export const exchangeAudience = `https://${exchangeHost}`;
/** Where the addresses in answers begin. */
export const exchangeBase = `${exchangeAudience}/adminapi`;
