/** The pages of files, apart from what a file is made of: those need a build, and lists of actions do not. */
export { calendarLimits, calendarRoutes } from './calendar/routes.tsx';
export { fileRoutes } from './pages/routes.tsx';
