/** Which mail hosts are the services' own, and which stand before them. */
import { isOfMicrosoft365 } from '../../src/steps/dns/exchanger.js';

test.each([
  ['0 contoso-com.mail.protection.outlook.com', true],
  ['0 Contoso-com.q-v1.MX.microsoft.', true],
  ['0 contoso-com.mail.protection.office365.us', true],
  ['5 contoso-cn.mail.protection.partner.outlook.cn', true],
  ['10 contoso.com.mail.eo.outlook.com.', true],
  ['10 mx1-us1.ppe-hosted.com', false],
  ['10 mail.protection.outlook.com.gateway.example', false],
  ['10 mx.office365.us.example', false],
  ['10 notpartner.outlook.cn', false],
])('mail sent to %s is in Microsoft 365, or is not', (exchanger, wanted) => {
  expect(isOfMicrosoft365(exchanger)).toBe(wanted);
});
