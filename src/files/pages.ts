/** The pages of files, apart from what a file is made of: those need a build, and lists of actions do not. */
export { fileRoutes } from './pages/routes.tsx';
