/** The project's version, put in by the bundler. */
declare const PARVIS_VERSION: string;
declare module '*.css';
