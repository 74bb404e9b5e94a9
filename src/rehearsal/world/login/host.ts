export const loginHost = 'login.microsoftonline.com';
export const loginBase = `https://${loginHost}`;
