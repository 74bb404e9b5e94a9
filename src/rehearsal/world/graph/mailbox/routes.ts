/** What lies in a mailbox, as an application with the permission opens it. */
import type { GraphRoute } from '../route.js';
import { contactItemRoutes } from './contacts.js';
import { eventRoutes } from './events.js';
import { folderRoutes } from './folders.js';
import { messageRoutes } from './messages.js';
import { sendMailRoutes } from './send-mail.js';
import { taskRoutes } from './tasks.js';

export const mailboxRoutes: readonly GraphRoute[] = [
  ...folderRoutes,
  ...messageRoutes,
  ...sendMailRoutes,
  ...eventRoutes,
  ...contactItemRoutes,
  ...taskRoutes,
];
